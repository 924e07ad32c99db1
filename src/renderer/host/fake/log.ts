import type { AuditAction } from '../../../shared/api/audit-actions.ts';
import type { AuditEntry, AuditPage, AuditQuery, AuditVerification } from '../../../shared/api/privacy.ts';

interface Written {
  readonly action: AuditAction;
  readonly stationId: string | null;
  readonly officerId: string | null;
  readonly reference: string | null;
  readonly reason?: string;
}

const offsetMs = 7 * 3_600_000;

/** The audit log of the fake site. What the administration does is written by it; a test writes the rest. */
export class FakeLog {
  readonly #instant: () => string;
  readonly entries: AuditEntry[] = [];
  /** What a check of it finds besides. */
  faults: AuditVerification['faults'] = [];

  constructor(instant: () => string) {
    this.#instant = instant;
  }

  write({ reason, ...rest }: Written): void {
    const sequence = this.entries.length + 1;
    const hash = sequence.toString(16).padStart(64, '0');
    this.entries.push({
      ...rest,
      siteId: 'mau',
      sequence,
      at: this.#instant(),
      reason: reason ?? null,
      hash,
    });
  }

  /** As central pages: newest first, from before `before` on. */
  page({ from, to, action, before, limit, ...exact }: AuditQuery): AuditPage {
    const isWanted = (entry: AuditEntry): boolean => {
      const day = new Date(Date.parse(entry.at) + offsetMs).toISOString().slice(0, 10);
      const isAction =
        action === undefined ||
        (action.endsWith('.') ? entry.action.startsWith(action) : entry.action === action);
      return (
        isAction &&
        (from === undefined || day >= from) &&
        (to === undefined || day <= to) &&
        (before === undefined || entry.sequence < before) &&
        (exact.officerId === undefined || entry.officerId === exact.officerId) &&
        (exact.stationId === undefined || entry.stationId === exact.stationId) &&
        (exact.reference === undefined || entry.reference === exact.reference)
      );
    };
    const found = this.entries.filter(isWanted).reverse();
    const items = found.slice(0, limit);
    return { items, next: found.length > items.length ? (items.at(-1)?.sequence ?? null) : null };
  }

  check(): AuditVerification {
    const { faults } = this;
    return { rows: this.entries.length, earlierRows: 0, anchors: 0, faults, faultCount: faults.length };
  }
}
