import { z } from 'zod';
import {
  Appointment,
  AppointmentList,
  BookAppointment,
  CheckIn,
  CheckInAnswer,
  FreeSlots,
  MoveAppointment,
} from '../../shared/api/appointments.ts';
import { Day, Uuid } from '../../shared/api/primitives.ts';
import { AtStation } from '../../shared/api/queue.ts';
import { paths } from '../../shared/api/routes.ts';
import { appError } from '../../shared/errors.ts';
import { shownAppointment } from '../appointments/appointment-rows.ts';
import { bookAppointment, cancelAppointment, moveAppointment } from '../appointments/book-appointment.ts';
import { checkIn } from '../appointments/check-in.ts';
import { freeSlots, rulesOfSite } from '../appointments/slots.ts';
import type { Central } from '../central.ts';
import { centreDay } from '../clock.ts';
import {
  commandAnswers,
  commandHeaders,
  creationAnswers,
  jsonBody,
  readAnswers,
  refuse,
  route,
  runCommand,
  sitePath,
  type CentralApp,
} from './http.ts';

const ofDay = z.object({ day: Day.optional().describe('which day; left out: today') });
const appointmentPath = sitePath.extend({ appointmentId: Uuid.describe('id of the appointment') });

const slots = route({
  method: 'get',
  path: paths.appointmentSlots,
  permission: 'appointment.read',
  tags: ['Appointments'],
  summary: 'The slots of a day and what is free in each',
  request: { params: sitePath, query: ofDay },
  responses: readAnswers(FreeSlots, 'The slots; none on a day that may not be booked'),
});

const list = route({
  method: 'get',
  path: paths.appointments,
  permission: 'appointment.read',
  tags: ['Appointments'],
  summary: 'The appointments of a day, people masked',
  request: { params: sitePath, query: ofDay },
  responses: readAnswers(AppointmentList, 'The appointments'),
});

const book = route({
  method: 'post',
  path: paths.appointments,
  permission: 'appointment.book',
  operationId: 'bookAppointment',
  problems: ['appointment-full', 'appointment-exists'],
  tags: ['Appointments'],
  summary: 'Books a free slot for a person',
  description: 'One person has one appointment to come to on a day, by the number of the identity card.',
  request: { params: sitePath, headers: commandHeaders, body: jsonBody(BookAppointment) },
  responses: creationAnswers(Appointment, 'The appointment with its code'),
});

const move = route({
  method: 'post',
  path: paths.moveAppointment,
  permission: 'appointment.book',
  problems: ['appointment-unknown', 'appointment-full', 'appointment-exists', 'illegal-transition'],
  tags: ['Appointments'],
  summary: 'Moves an appointment to another free slot of its group',
  request: { params: appointmentPath, headers: commandHeaders, body: jsonBody(MoveAppointment) },
  responses: commandAnswers(Appointment, 'The appointment as it stands'),
});

const cancel = route({
  method: 'post',
  path: paths.cancelAppointment,
  permission: 'appointment.book',
  problems: ['appointment-unknown', 'illegal-transition'],
  tags: ['Appointments'],
  summary: 'Gives an appointment up; its place is free again',
  request: { params: appointmentPath, headers: commandHeaders, body: jsonBody(AtStation) },
  responses: commandAnswers(Appointment, 'The appointment as it stands'),
});

const arrive = route({
  method: 'post',
  path: paths.checkIn,
  permission: 'ticket.issue',
  operationId: 'checkIn',
  problems: [
    'appointment-unknown',
    'appointment-other-day',
    'appointment-early',
    'appointment-cancelled',
    'appointment-used',
    'group-closed',
  ],
  tags: ['Appointments'],
  summary: 'Gives out the number of a person who has come with an appointment',
  description:
    'By the code of the appointment or the number of the identity card. Past the grace it is a number like any other (`late`).',
  request: { params: sitePath, headers: commandHeaders, body: jsonBody(CheckIn) },
  responses: creationAnswers(CheckInAnswer, 'The number'),
});

/** Routes of appointments. */
export function appointmentRoutes(app: CentralApp, central: Central): void {
  const { database, seal, clock } = central;
  app.openapi(slots, async (context) => {
    const { siteId } = context.req.valid('param');
    const at = clock.now();
    const found = await freeSlots(database, siteId, context.req.valid('query').day ?? centreDay(at), at);
    return found.ok ? context.json(found.value, 200) : refuse(context, found.error);
  });
  app.openapi(list, async (context) => {
    const { siteId } = context.req.valid('param');
    const site = await rulesOfSite(database, siteId);
    if (site === undefined) return refuse(context, appError('not-found', { siteId }));
    const at = clock.now();
    const day = context.req.valid('query').day ?? centreDay(at);
    const rows = await database
      .selectFrom('appointment')
      .selectAll()
      .where('site_id', '=', siteId)
      .where('day', '=', day)
      .orderBy('slot_from')
      .orderBy('group_code')
      .orderBy('code')
      .execute();
    return context.json({ day, items: rows.map((row) => shownAppointment(seal, row, site.rules, at)) }, 200);
  });
  app.openapi(book, async (context) => {
    const { siteId } = context.req.valid('param');
    const body = context.req.valid('json');
    const done = await runCommand(context, central, {
      name: 'appointment.book',
      siteId,
      stationId: body.stationId,
      payload: body,
      perform: (scope) => bookAppointment(scope, seal, body),
    });
    return done.ok ? context.json(done.value, 201) : refuse(context, done.error);
  });
  app.openapi(move, async (context) => {
    const { siteId, appointmentId } = context.req.valid('param');
    const body = context.req.valid('json');
    const done = await runCommand(context, central, {
      name: 'appointment.move',
      siteId,
      stationId: body.stationId,
      payload: { appointmentId, ...body },
      perform: (scope) => moveAppointment(scope, seal, appointmentId, body),
    });
    return done.ok ? context.json(done.value, 200) : refuse(context, done.error);
  });
  app.openapi(cancel, async (context) => {
    const { siteId, appointmentId } = context.req.valid('param');
    const body = context.req.valid('json');
    const done = await runCommand(context, central, {
      name: 'appointment.cancel',
      siteId,
      stationId: body.stationId,
      payload: { appointmentId, ...body },
      perform: (scope) => cancelAppointment(scope, seal, appointmentId),
    });
    return done.ok ? context.json(done.value, 200) : refuse(context, done.error);
  });
  app.openapi(arrive, async (context) => {
    const { siteId } = context.req.valid('param');
    const body = context.req.valid('json');
    const done = await runCommand(context, central, {
      name: 'appointment.checkIn',
      siteId,
      stationId: body.stationId,
      payload: body,
      perform: (scope) => checkIn(scope, seal, body),
    });
    return done.ok ? context.json(done.value, 201) : refuse(context, done.error);
  });
}
