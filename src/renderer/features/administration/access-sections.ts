import { EnrolmentScreen } from '../enrolment/index.ts';
import { OfficersScreen } from '../officers/index.ts';
import type { AdministrationSection } from './section.ts';

/** Who works here and on which machines. */
export const accessSections: readonly AdministrationSection[] = [
  {
    id: 'officers',
    title: (t) => t('officers.title'),
    permission: 'officer.read',
    isForLogIn: true,
    Screen: OfficersScreen,
  },
  {
    id: 'stations',
    title: (t) => t('enrolment.title'),
    permission: 'station.read',
    isForLogIn: true,
    Screen: EnrolmentScreen,
  },
];
