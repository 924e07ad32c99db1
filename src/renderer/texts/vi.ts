import { access } from './vi/access.ts';
import { administration } from './vi/administration.ts';
import { appointments } from './vi/appointments.ts';
import { common } from './vi/common.ts';
import { counter } from './vi/counter.ts';
import { desk } from './vi/desk.ts';
import { dossier } from './vi/dossier.ts';
import { enrolment } from './vi/enrolment.ts';
import { errors } from './vi/errors.ts';
import { intake } from './vi/intake.ts';
import { kiosk } from './vi/kiosk.ts';
import { officers } from './vi/officers.ts';
import { printerSetup } from './vi/printer-setup.ts';
import { printing } from './vi/printing.ts';
import { scanning } from './vi/scanning.ts';
import { serviceGroups } from './vi/service-groups.ts';
import { siteAdmin } from './vi/site-admin.ts';
import { display, lab, launcher, rating, settings, supervisor } from './vi/screens.ts';

/** The texts in Vietnamese: the original, from which the keys come. */
export const vi = {
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
} as const;
