import type { appointmentCalls } from '../../../shared/contract/appointments.ts';
import type { StationConfig } from '../../../shared/contract/config.ts';
import type { AppointmentCommands } from '../../central-client/appointment-commands.ts';
import type { SiteFeed } from '../../central-client/site-feed.ts';
import type { Handlers } from '../../host/handlers.ts';
import { callingStation } from '../station/stations.ts';
import type { TicketSlips } from '../tickets/ticket-slips.ts';

/** Calls about appointments. Central decides who may what; the paper is this machine's. */
export function appointmentHandlers(
  config: () => StationConfig,
  commands: AppointmentCommands,
  feed: SiteFeed,
  slips: TicketSlips,
): Pick<Handlers, keyof typeof appointmentCalls> {
  return {
    'appointments.checkIn': async ({ by, language }, context) => {
      const station = callingStation(config(), context, 'kiosk', 'counter', 'supervisor');
      if (!station.ok) return station;
      const arrived = await commands.checkIn({ stationId: station.value.id, by });
      if (!arrived.ok) return arrived;
      // The number exists from here on: whatever happens to the paper, the answer carries it.
      await feed.refresh();
      const job = await slips.print(arrived.value.ticket, station.value, language);
      return { ok: true, value: { ...arrived.value, job: job.ok ? job.value : null } };
    },
    'appointments.ofDay': async ({ day }, context) => {
      const station = callingStation(config(), context, 'counter', 'supervisor');
      if (!station.ok) return station;
      const [list, slots] = await Promise.all([commands.list(day), commands.slots(day)]);
      if (!list.ok) return list;
      return slots.ok ? { ok: true, value: { list: list.value, slots: slots.value } } : slots;
    },
    'appointments.book': (request, context) => {
      const station = callingStation(config(), context, 'counter', 'supervisor');
      return station.ok
        ? commands.book({ ...request, stationId: station.value.id })
        : Promise.resolve(station);
    },
    'appointments.cancel': ({ appointmentId }, context) => {
      const station = callingStation(config(), context, 'counter', 'supervisor');
      return station.ok ? commands.cancel(appointmentId, station.value.id) : Promise.resolve(station);
    },
  };
}
