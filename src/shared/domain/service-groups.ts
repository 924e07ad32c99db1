/** As much of a service group as says which procedures it takes. */
interface Takes {
  readonly code: string;
  readonly fields: readonly string[];
  readonly procedureCodes: readonly string[];
}

/** As much of a procedure as says where it belongs. */
interface Placed {
  readonly code: string;
  readonly field: string;
}

/**
 * The group in which a procedure is handled: the one that names it, else the one that takes its field (lĩnh vực); null: none,
 * it is not placed yet. So a procedure has one group at the most, and a new one of a known field has its group at once.
 */
export function groupOfProcedure(groups: readonly Takes[], procedure: Placed): string | null {
  const own = groups.find(({ procedureCodes }) => procedureCodes.includes(procedure.code));
  const found = own ?? groups.find(({ fields }) => fields.includes(procedure.field));
  return found?.code ?? null;
}

/** What differs between two arrangements of the same site, by the letters of the groups. */
export interface ArrangementChange {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  /** Whether the groups that stayed stand in another order. */
  readonly isReordered: boolean;
}

/** Compares two arrangements; the order within lists of a group means nothing. */
export function compareArrangements<Group extends { readonly code: string }>(
  before: readonly Group[],
  after: readonly Group[],
): ArrangementChange {
  const codes = (groups: readonly Group[]): string[] => groups.map(({ code }) => code);
  const [had, has] = [codes(before), codes(after)];
  const stayed = has.filter((code) => had.includes(code));
  return {
    added: has.filter((code) => !had.includes(code)),
    changed: stayed.filter((code) => {
      const [one, other] = [before, after].map((groups) => groups.find((group) => group.code === code));
      return plain(one) !== plain(other);
    }),
    removed: had.filter((code) => !has.includes(code)),
    isReordered: stayed.join() !== had.filter((code) => has.includes(code)).join(),
  };
}

/** Whether nothing differs. */
export function isSameArrangement(change: ArrangementChange): boolean {
  const { added, changed, removed, isReordered } = change;
  return added.length + changed.length + removed.length === 0 && !isReordered;
}

function plain(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => {
    if (Array.isArray(part)) return [...(part as readonly unknown[])].sort();
    return part !== null && typeof part === 'object'
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part;
  });
}
