import type { GroupSetting, ServiceGroups } from '../../../shared/api/service-groups.ts';
import { groupOfProcedure } from '../../../shared/domain/service-groups.ts';
import { searchScore } from '../../../shared/domain/vietnamese-text.ts';

type Procedure = ServiceGroups['procedures'][number];
const letters: readonly string[] = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');

/** What is still missing in a group before it can be saved. */
export type Fault = 'nameVi' | 'nameEn' | 'descriptionVi' | 'descriptionEn' | 'counters';

/** Letters that a new group may have: of no other one, and no number of another group began with it today. */
export function freeLetters(groups: readonly GroupSetting[], known: ServiceGroups): string[] {
  const taken = new Set([
    ...[...groups, ...known.groups].map(({ code }) => code),
    ...known.uses.filter(({ issued }) => issued > 0).map(({ groupCode }) => groupCode),
  ]);
  return letters.filter((letter) => !taken.has(letter));
}

/** A group with nothing in it yet. */
export function emptyGroup(code: string): GroupSetting {
  const nothing = { vi: '', en: '' };
  return { code, name: nothing, description: nothing, fields: [], procedureCodes: [], counterIds: [] };
}

/** Moves a group by one place. */
export function moveGroup(groups: readonly GroupSetting[], code: string, step: number): GroupSetting[] {
  const at = groups.findIndex((group) => group.code === code);
  const group = groups[at];
  const to = at + step;
  if (group === undefined || to < 0 || to >= groups.length) return [...groups];
  const rest = groups.filter((one) => one.code !== code);
  return [...rest.slice(0, to), group, ...rest.slice(to)];
}

/** Gives a field (lĩnh vực) to a group, or takes it away; a group that it had loses it. */
export function placeField(
  groups: readonly GroupSetting[],
  code: string,
  field: string,
  isHere: boolean,
): GroupSetting[] {
  return groups.map((group) => {
    const fields = group.fields.filter((one) => one !== field);
    return { ...group, fields: group.code === code && isHere ? [...fields, field] : fields };
  });
}

/**
 * Gives one procedure to a group, whatever its field; `isHere` off: it goes back to the group of its field. Where the field
 * is the group's own, nothing needs to name it.
 */
export function placeProcedure(
  groups: readonly GroupSetting[],
  code: string,
  procedure: Procedure,
  isHere: boolean,
): GroupSetting[] {
  return groups.map((group) => {
    const others = group.procedureCodes.filter((one) => one !== procedure.code);
    const isNamed = group.code === code && isHere && !group.fields.includes(procedure.field);
    return { ...group, procedureCodes: isNamed ? [...others, procedure.code] : others };
  });
}

/** What a group lacks; empty: it can be saved. */
export function faultsOf(group: GroupSetting): Fault[] {
  const texts: readonly (readonly [Fault, string])[] = [
    ['nameVi', group.name.vi],
    ['nameEn', group.name.en],
    ['descriptionVi', group.description.vi],
    ['descriptionEn', group.description.en],
  ];
  return [
    ...texts.filter(([, text]) => text.trim() === '').map(([fault]) => fault),
    ...(group.counterIds.length === 0 ? (['counters'] as const) : []),
  ];
}

/** Procedures that no group takes. */
export function unplaced(
  groups: readonly GroupSetting[],
  procedures: readonly Procedure[],
): readonly Procedure[] {
  return procedures.filter((procedure) => groupOfProcedure(groups, procedure) === null);
}

/** A field with its procedures, as the list for choosing shows them. */
export interface FieldLine {
  readonly field: string;
  readonly count: number;
  /** Those to be shown below it: what was looked for. */
  readonly procedures: readonly Procedure[];
}

/** Fields and procedures that answer to a search, at most `limit` procedures; without one all fields, closed. */
export function fieldLines(procedures: readonly Procedure[], text: string, limit: number): FieldLine[] {
  const byField = new Map<string, Procedure[]>();
  for (const procedure of procedures) {
    const list = byField.get(procedure.field);
    if (list === undefined) byField.set(procedure.field, [procedure]);
    else list.push(procedure);
  }
  let left = limit;
  return [...byField].flatMap(([field, own]) => {
    if (text.trim() === '') return [{ field, count: own.length, procedures: [] }];
    const found = own.filter(({ code, name }) => searchScore(text, `${name} ${code} ${field}`) > 0);
    if (found.length === 0) return [];
    const shown = found.slice(0, Math.max(0, left));
    left -= shown.length;
    return [{ field, count: own.length, procedures: shown }];
  });
}
