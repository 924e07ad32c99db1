import type {
  GroupHistory,
  GroupSetting,
  GroupUse,
  ServiceGroups,
} from '../../../shared/api/service-groups.ts';
import {
  compareArrangements,
  groupOfProcedure,
  isSameArrangement,
} from '../../../shared/domain/service-groups.ts';
import { compareVietnamese } from '../../../shared/domain/vietnamese-text.ts';
import { appError, type AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { FakeAppointments } from './appointments.ts';
import { fakeCatalogue } from './catalogue.ts';
import type { FakeQueue } from './queue.ts';

type Past = GroupHistory['items'][number];

/** The service groups of the fake site as they are set up, by the rules of central. */
export class FakeServiceGroups {
  revision = 0;
  readonly #past: Past[] = [];
  /** Names of removed groups by letter: the same one may come back on the day. */
  readonly #gone = new Map<string, string>();

  constructor(
    private readonly queue: FakeQueue,
    private readonly appointments: () => FakeAppointments,
    private readonly instant: () => string,
  ) {}

  read(): ServiceGroups {
    return {
      revision: this.revision,
      groups: this.#settings(),
      counters: this.queue.counters.map(({ id, number, name }) => ({ id, number, name: { ...name } })),
      procedures: fakeCatalogue
        .map(({ code, name, field }) => ({ code, name, field }))
        .sort((a, b) => compareVietnamese(a.field, b.field) || compareVietnamese(a.name, b.name)),
      uses: this.#uses(),
    };
  }

  history(): GroupHistory {
    return { items: [...this.#past].reverse() };
  }

  groupOf(procedure: { readonly code: string; readonly field: string }): string | null {
    return groupOfProcedure(this.#settings(), procedure);
  }

  /** Sets all groups; `who`: whoever is signed in. */
  arrange(
    groups: readonly GroupSetting[],
    basedOn: number,
    who: { readonly officerId: string; readonly displayName: string } | null,
  ): Result<ServiceGroups, AppError> {
    if (basedOn !== this.revision) return err(appError('changed-meanwhile'));
    const before = this.#settings();
    const change = compareArrangements(before, groups);
    if (isSameArrangement(change)) return ok(this.read());
    const counterId = groups
      .flatMap((group) => group.counterIds)
      .find((id) => !this.queue.counters.some((counter) => counter.id === id));
    if (counterId !== undefined) return err(appError('not-found', { counterId }));
    const procedureCode = groups
      .flatMap((group) => group.procedureCodes)
      .find((code) => !fakeCatalogue.some((procedure) => procedure.code === code));
    if (procedureCode !== undefined) return err(appError('procedure-unknown', { procedureCode }));
    const uses = this.#uses();
    for (const groupCode of change.removed) {
      const { unfinished = 0, appointments = 0 } = uses.find((use) => use.groupCode === groupCode) ?? {};
      if (unfinished + appointments > 0)
        return err(appError('group-in-use', { groupCode, unfinished, appointments }));
    }
    for (const groupCode of change.added) {
      const isUsed = uses.some((use) => use.groupCode === groupCode && use.issued > 0);
      const name = groups.find(({ code }) => code === groupCode)?.name.vi;
      if (isUsed && this.#gone.get(groupCode) !== name)
        return err(appError('group-letter-used', { groupCode }));
    }
    this.#keep(before, groups, who);
    this.#write(before, groups);
    return ok(this.read());
  }

  #settings(): GroupSetting[] {
    return this.queue.groups.map(({ code, name, description, fields, procedureCodes }) => ({
      code,
      name: { ...name },
      description: { ...description },
      fields: [...fields],
      procedureCodes: [...procedureCodes],
      counterIds: this.queue.counters
        .filter(({ groupCodes }) => groupCodes.includes(code))
        .map(({ id }) => id),
    }));
  }

  #keep(
    before: readonly GroupSetting[],
    after: readonly GroupSetting[],
    who: { readonly officerId: string; readonly displayName: string } | null,
  ): void {
    const at = this.instant();
    if (this.#past.length === 0)
      this.#past.push({
        revision: this.revision,
        at,
        officerId: null,
        officerName: null,
        groups: [...before],
      });
    this.revision += 1;
    this.#past.push({
      revision: this.revision,
      at,
      officerId: who?.officerId ?? null,
      officerName: who?.displayName ?? null,
      groups: structuredClone([...after]),
    });
  }

  #write(before: readonly GroupSetting[], after: readonly GroupSetting[]): void {
    for (const { code, name } of before) this.#gone.set(code, name.vi);
    const { groups, counters } = this.queue;
    const had = [...groups];
    groups.splice(
      0,
      groups.length,
      ...after.map(({ code, name, description, fields, procedureCodes }) => {
        const kept = had.find((group) => group.code === code);
        const { open, opensAt } = kept ?? { open: true, opensAt: null };
        return { code, name, description, fields, procedureCodes, open, opensAt };
      }),
    );
    for (const counter of counters)
      counter.groupCodes = after
        .filter(({ counterIds }) => counterIds.includes(counter.id))
        .map(({ code }) => code);
  }

  #uses(): GroupUse[] {
    const { tickets } = this.queue;
    const today = this.instant().slice(0, 10);
    const booked = this.appointments()
      .kept.map(({ appointment }) => appointment)
      .filter(({ state, day }) => state === 'booked' && day >= today);
    const codes = new Set([...tickets, ...booked].map(({ groupCode }) => groupCode));
    return [...codes].sort().map((groupCode) => {
      const own = tickets.filter((ticket) => ticket.groupCode === groupCode);
      return {
        groupCode,
        issued: own.length,
        unfinished: own.filter(({ state }) => state !== 'finished' && state !== 'cancelled').length,
        appointments: booked.filter((appointment) => appointment.groupCode === groupCode).length,
      };
    });
  }
}
