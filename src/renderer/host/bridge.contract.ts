import { describe, expect, it } from 'vitest';
import { contract, type Bridge, type CallName } from '../../shared/contract/index.ts';
import type { Result } from '../../shared/result.ts';
import type { AppError } from '../../shared/errors.ts';
import { hostClient, type HostClient } from './client.ts';

/** A site with one kiosk and one counter that serves the kiosk's first group, fresh for each test. */
export interface BridgeSite {
  readonly kiosk: Bridge;
  readonly counter: Bridge;
  readonly close: () => Promise<void>;
}

/** Fails the test with the code when a call failed. */
function value<T>(result: Result<T, AppError>): T {
  if (!result.ok) throw new Error(`call failed: ${result.error.code} ${result.error.cause ?? ''}`);
  return result.value;
}

/**
 * What every window may rely on, whoever stands behind the bridge: the fake site of these tests, or main composed
 * without Electron.
 */
export function bridgeContract(name: string, make: () => Promise<BridgeSite>): void {
  describe(`bridge of ${name}`, () => {
    async function withSite(
      work: (kiosk: HostClient, counter: HostClient, site: BridgeSite) => Promise<void>,
    ): Promise<void> {
      const site = await make();
      try {
        await work(hostClient(site.kiosk), hostClient(site.counter), site);
      } finally {
        await site.close();
      }
    }
    async function firstGroup(kiosk: HostClient): Promise<string> {
      const view = value(await kiosk.call('queue.view', null));
      const code = view.snapshot?.counters[0]?.groupCodes[0];
      if (code === undefined) throw new Error('the site has no counter with a group');
      return code;
    }

    it('answers bad input and unknown names with an error, never by rejecting', () =>
      withSite(async (_kiosk, _counter, site) => {
        expect(await site.kiosk.call('tickets.issue', { groupCode: 5 })).toMatchObject({
          ok: false,
          error: { code: 'bad-request' },
        });
        expect(await site.kiosk.call('no.such.call', null)).toMatchObject({ ok: false });
      }));

    it('answers reads in the shape of the contract', () =>
      withSite(async (_kiosk, counter) => {
        const reads = {
          'station.self': null,
          'queue.view': null,
          'printing.printers': null,
          'printing.jobs': {},
          'scanning.scanners': null,
          'scanning.wedgeSettings': null,
          'settings.read': null,
          'procedures.search': { text: '' },
          'dossiers.recent': null,
        } as const;
        for (const [call, input] of Object.entries(reads)) {
          const answer = value(await counter.call(call as CallName, input as never));
          expect(contract.calls[call as CallName].output.safeParse(answer).error, call).toBeUndefined();
        }
      }));

    it('takes a visit from number to end and tells every window of it', () =>
      withSite(async (kiosk, counter) => {
        const states: (string | undefined)[] = [];
        let ticketId = '';
        const off = kiosk.on('queue.changed', ({ snapshot }) => {
          const current = snapshot?.counters[0]?.current;
          if (current?.id === ticketId) states.push(current.state);
        });
        const groupCode = await firstGroup(kiosk);
        ticketId = value(await kiosk.call('tickets.issue', { groupCode })).ticket.id;
        const called = value(await counter.call('tickets.callNext', null));
        expect(called.ticket?.id).toBe(ticketId);
        expect(value(await counter.call('tickets.start', { ticketId })).state).toBe('serving');
        const again = await counter.call('tickets.callNext', null);
        expect(again).toMatchObject({ ok: false, error: { code: 'counter-busy' } });
        expect(value(await counter.call('tickets.finish', { ticketId, outcome: 'guided' })).state).toBe(
          'finished',
        );
        await expect.poll(() => states).toContain('called');
        await expect.poll(() => states).toContain('serving');
        off();
      }));

    it('parks a visit, calls it by name, and sends it on with its number', () =>
      withSite(async (kiosk, counter) => {
        const groupCode = await firstGroup(kiosk);
        const { ticket } = value(await kiosk.call('tickets.issue', { groupCode }));
        const ticketId = ticket.id;
        value(await counter.call('tickets.callNext', null));
        const parked = value(await counter.call('tickets.park', { ticketId, reason: 'papers' }));
        expect(parked).toMatchObject({
          state: 'parked',
          parked: { reason: 'papers' },
          number: ticket.number,
        });
        const { snapshot } = value(await counter.call('queue.view', null));
        expect(snapshot?.parked.map(({ id }) => id)).toEqual([ticketId]);
        value(await counter.call('tickets.callChosen', { ticketId }));
        const to = { kind: 'group', groupCode } as const;
        const sent = value(await counter.call('tickets.transfer', { ticketId, to }));
        expect(sent).toMatchObject({ state: 'waiting', number: ticket.number, counterId: null });
        const other = value(await kiosk.call('tickets.issue', { groupCode })).ticket;
        expect(await counter.call('tickets.callChosen', { ticketId: other.id })).toMatchObject({
          ok: false,
          error: { code: 'reason-required' },
        });
        expect(
          value(await counter.call('tickets.callChosen', { ticketId: other.id, reason: 'frail' })).state,
        ).toBe('called');
        const outcome = 'guided';
        value(await counter.call('tickets.nextService', { ticketId: other.id, groupCode, outcome }));
        expect(
          value(await counter.call('tickets.cancel', { ticketId: other.id, reason: 'left' })).state,
        ).toBe('cancelled');
      }));

    it('holds and pauses a counter, and keeps what a supervisor does from everybody else', () =>
      withSite(async (kiosk, counter) => {
        const first = async () => value(await kiosk.call('queue.view', null)).snapshot?.counters[0];
        expect(value(await counter.call('counters.hold', null)).live).toBe(true);
        await expect.poll(async () => (await first())?.desk?.live).toBe(true);
        value(await counter.call('counters.pause', { reason: 'break' }));
        await expect.poll(async () => (await first())?.paused?.reason).toBe('break');
        expect(await counter.call('tickets.callNext', null)).toMatchObject({
          ok: false,
          error: { code: 'counter-paused' },
        });
        value(await counter.call('counters.resume', {}));
        const elsewhere = await counter.call('counters.pause', { counterId: 'quay-khac', reason: 'break' });
        expect(elsewhere).toMatchObject({ ok: false, error: { code: 'permission-denied' } });
        value(await counter.call('counters.release', {}));
        await expect.poll(async () => (await first())?.desk).toBeNull();
        expect((await kiosk.call('counters.hold', null)).ok).toBe(false);
      }));

    it('sets the service groups up at counters, not at kiosks, and not over what others set', () =>
      withSite(async (kiosk, counter) => {
        expect((await kiosk.call('serviceGroups.read', null)).ok).toBe(false);
        const { revision, groups } = value(await counter.call('serviceGroups.read', null));
        const turned = { groups: [...groups].reverse(), basedOn: revision, note: 'Đổi thứ tự' };
        const after = value(await counter.call('serviceGroups.arrange', turned));
        expect(contract.calls['serviceGroups.arrange'].output.safeParse(after).error).toBeUndefined();
        const shown = async () =>
          value(await kiosk.call('queue.view', null)).snapshot?.groups.map(({ code }) => code);
        await expect.poll(shown).toEqual(groups.map(({ code }) => code).reverse());
        expect(await counter.call('serviceGroups.arrange', turned)).toMatchObject({
          ok: false,
          error: { code: 'changed-meanwhile' },
        });
        const { items } = value(await counter.call('serviceGroups.history', null));
        expect(items.map((item) => item.revision)).toEqual([after.revision, revision]);
        const [first] = groups;
        value(await counter.call('serviceGroups.setOpen', { groupCode: first?.code ?? '', open: false }));
        const issued = await kiosk.call('tickets.issue', { groupCode: first?.code ?? '' });
        expect(issued).toMatchObject({ ok: false, error: { code: 'group-closed' } });
      }));

    it('books, shows and gives up appointments at counters, and takes an arrival by its code', () =>
      withSite(async (kiosk, counter) => {
        expect(await kiosk.call('appointments.ofDay', { day: null })).toMatchObject({
          error: { code: 'permission-denied' },
        });
        const { slots } = value(await counter.call('appointments.ofDay', { day: null }));
        // The last day that may be booked: a slot of it cannot be over while the test runs.
        const day = slots.lastDay;
        const ofDay = async () => {
          const shown = value(await counter.call('appointments.ofDay', { day }));
          expect(contract.calls['appointments.ofDay'].output.safeParse(shown).error).toBeUndefined();
          return shown;
        };
        const slot = (await ofDay()).slots.items[0];
        if (slot === undefined) throw new Error('the day has no slot');
        const person = { name: 'Trần Thị Thử Nghiệm', number: '080090000001', phone: '0900000001' };
        const request = { groupCode: slot.groupCode, from: slot.from, person };
        expect((await kiosk.call('appointments.book', request)).ok).toBe(false);
        const booked = value(await counter.call('appointments.book', request));
        expect(booked).toMatchObject({ state: 'booked', ticketId: null });
        const freeOf = async () =>
          (await ofDay()).slots.items.find(
            (one) => one.groupCode === slot.groupCode && one.from === slot.from,
          )?.free;
        expect(await freeOf()).toBe(slot.free - 1);
        expect((await ofDay()).list.items).toEqual([booked]);
        expect(JSON.stringify(await ofDay())).not.toContain(person.number);
        expect(await counter.call('appointments.book', request)).toMatchObject({
          error: { code: 'appointment-exists' },
        });
        const by = { kind: 'code', code: booked.code } as const;
        expect(await counter.call('appointments.checkIn', { by })).toMatchObject({
          error: { code: 'appointment-other-day' },
        });
        const gone = { appointmentId: booked.id };
        expect((await kiosk.call('appointments.cancel', gone)).ok).toBe(false);
        expect(value(await counter.call('appointments.cancel', gone)).state).toBe('cancelled');
        expect(await counter.call('appointments.cancel', gone)).toMatchObject({
          error: { code: 'illegal-transition' },
        });
        expect(await freeOf()).toBe(slot.free);
        expect(await counter.call('appointments.checkIn', { by })).toMatchObject({
          error: { code: 'appointment-cancelled' },
        });
      }));

    it('calls nobody when nobody waits', () =>
      withSite(async (_kiosk, counter) => {
        expect(value(await counter.call('tickets.callNext', null)).ticket).toBeNull();
      }));

    it('prints the slip of a number again without a second number', () =>
      withSite(async (kiosk) => {
        const groupCode = await firstGroup(kiosk);
        const { ticket } = value(await kiosk.call('tickets.issue', { groupCode }));
        const job = value(await kiosk.call('tickets.print', { ticketId: ticket.id }));
        expect(job.reference).toBe(ticket.id);
        await expect
          .poll(async () => value(await kiosk.call('queue.view', null)).snapshot?.waiting.length)
          .toBe(1);
      }));

    it('refuses what the state of a ticket does not allow', () =>
      withSite(async (kiosk, counter) => {
        const groupCode = await firstGroup(kiosk);
        const { ticket } = value(await kiosk.call('tickets.issue', { groupCode }));
        const answer = await counter.call('tickets.start', { ticketId: ticket.id });
        expect(answer.ok).toBe(false);
      }));
  });
}
