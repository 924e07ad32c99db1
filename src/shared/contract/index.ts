import type { z } from 'zod';
import { accessCalls, accessEvents } from './access.ts';
import { appointmentCalls } from './appointments.ts';
import { administrationCalls } from './administration.ts';
import { counterCalls } from './counters.ts';
import { dossierCalls } from './dossiers.ts';
import { labCalls, labEvents } from './lab.ts';
import { printerSetupCalls, printerSetupEvents } from './printer-setup.ts';
import { printingCalls, printingEvents } from './printing.ts';
import { siteAdministrationCalls } from './site-administration.ts';
import { scanningCalls, scanningEvents } from './scanning.ts';
import { stationCalls, stationEvents } from './station.ts';
import { ticketCalls, ticketEvents } from './tickets.ts';

/** All that crosses the bridge between a window and main. A call or event exists only if it stands here. */
export const contract = {
  calls: {
    ...stationCalls,
    ...accessCalls,
    ...administrationCalls,
    ...siteAdministrationCalls,
    ...ticketCalls,
    ...appointmentCalls,
    ...counterCalls,
    ...dossierCalls,
    ...printingCalls,
    ...printerSetupCalls,
    ...scanningCalls,
    ...labCalls,
  },
  events: {
    ...stationEvents,
    ...accessEvents,
    ...ticketEvents,
    ...printingEvents,
    ...printerSetupEvents,
    ...scanningEvents,
    ...labEvents,
  },
} as const;

export type Calls = (typeof contract)['calls'];
export type Events = (typeof contract)['events'];
export type CallName = keyof Calls;
export type EventName = keyof Events;
/** What a caller writes (defaults may be left out). */
export type CallArgument<Name extends CallName> = z.input<Calls[Name]['input']>;
/** What a handler gets (parsed). */
export type CallInput<Name extends CallName> = z.output<Calls[Name]['input']>;
export type CallOutput<Name extends CallName> = z.output<Calls[Name]['output']>;
export type EventPayload<Name extends EventName> = z.output<Events[Name]['payload']>;

/** The two functions that the preload puts into a window, as `window.quay`. */
export interface Bridge {
  /** Resolves to a `Result`; never rejects. */
  call(name: string, input: unknown): Promise<unknown>;
  /** Subscribes; returns its own unsubscribe. */
  on(name: string, listener: (payload: unknown) => void): () => void;
}
