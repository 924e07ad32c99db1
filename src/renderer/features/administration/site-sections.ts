import { ServiceGroupsScreen } from '../service-groups/index.ts';
import { AuditScreen, RightsScreen, RulesScreen } from '../site-administration/index.ts';
import type { AdministrationSection } from './section.ts';

/** The site itself: its queue, its log, its citizens' rights. */
export const siteSections: readonly AdministrationSection[] = [
  {
    id: 'groups',
    title: (t) => t('serviceGroups.title'),
    permission: 'group.manage',
    Screen: ServiceGroupsScreen,
  },
  {
    id: 'rules',
    title: (t) => t('siteAdmin.rules.title'),
    permission: 'queue.manage',
    Screen: RulesScreen,
  },
  {
    id: 'rights',
    title: (t) => t('siteAdmin.rights.title'),
    permission: 'citizen.rights',
    Screen: RightsScreen,
  },
  { id: 'audit', title: (t) => t('siteAdmin.audit.title'), permission: 'audit.read', Screen: AuditScreen },
];
