import { access } from './en/access.ts';
import { administration } from './en/administration.ts';
import { appointments } from './en/appointments.ts';
import { common } from './en/common.ts';
import { counter } from './en/counter.ts';
import { desk } from './en/desk.ts';
import { dossier } from './en/dossier.ts';
import { enrolment } from './en/enrolment.ts';
import { errors } from './en/errors.ts';
import { intake } from './en/intake.ts';
import { kiosk } from './en/kiosk.ts';
import { officers } from './en/officers.ts';
import { printerSetup } from './en/printer-setup.ts';
import { printing } from './en/printing.ts';
import { scanning } from './en/scanning.ts';
import { serviceGroups } from './en/service-groups.ts';
import { siteAdmin } from './en/site-admin.ts';
import { display, lab, launcher, rating, settings, supervisor } from './en/screens.ts';
import type { Translation } from './translation.ts';
import type { vi } from './vi.ts';

/** The texts in English. A key that is missing here, or that Vietnamese has not, is a compile error. */
export const en = {
  access,
  administration,
  appointments,
  common,
  counter,
  display,
  desk,
  dossier,
  enrolment,
  errors,
  intake,
  kiosk,
  lab,
  launcher,
  officers,
  printing,
  printerSetup,
  rating,
  scanning,
  settings,
  serviceGroups,
  siteAdmin,
  supervisor,
} as const satisfies Translation<typeof vi>;
