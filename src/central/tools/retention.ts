import { instantText } from '../clock.ts';
import { writeAudit } from '../privacy/audit.ts';
import { fixedKeeping, retentionRules, retentionSubjects } from '../privacy/retention-policy.ts';
import { countExpired, eraseExpired } from '../privacy/retention.ts';
import type { OpenedStore } from '../store/opened-store.ts';
import { exitDone, exitRefused, exitUsage, readOptions, withStore } from './options.ts';
import type { Tool, ToolCall } from './tool.ts';

const usage = `central retention show [--site <id>]
central retention set <${retentionSubjects.join('|')}> --months <number>|never --basis <text> --by <name> --site <id>
central retention run [--site <id>] [--dry-run]

How long personal data are kept, and why.
  show   the rules of the sites, and what is due to be erased today
  set    a site's own rule: months after the last visit (citizen) or the end of the dossier (dossier), the legal basis,
         and who decided it; kept with the time, and an entry of the audit log
  run    erases what is due now (the server does it by itself every day); --dry-run only counts
Erased are names, numbers, addresses, notes and reasons. Codes, procedures, times, states and fees stay.
`;

/** Shows, sets and runs the rules of retention. */
export const retention: Tool = {
  name: 'retention',
  summary: 'how long personal data are kept: show, set, run',
  usage,
  async run(call) {
    const parsed = readOptions(call, {
      site: { type: 'string' },
      months: { type: 'string' },
      basis: { type: 'string' },
      by: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
    });
    if (parsed === null) return exitUsage;
    const [action, subject, ...rest] = parsed.positionals;
    const { site } = parsed.values;
    if (rest.length > 0 || (action !== 'set' && subject !== undefined)) return wrong(call);
    if (action === 'set') return set(call, subject, parsed.values);
    if (action !== 'show' && action !== 'run') return wrong(call);
    return withStore(call, async (store) => {
      const sites = await sitesOf(store, site);
      if (sites.length === 0) return unknownSite(call);
      for (const siteId of sites)
        await (action === 'show'
          ? show(call, store, siteId)
          : erase(call, store, siteId, parsed.values['dry-run']));
      return exitDone;
    });
  },
};

function wrong(call: ToolCall): number {
  call.complain('show, set or run is needed; see --help');
  return exitUsage;
}

function unknownSite(call: ToolCall): number {
  call.complain('there is no such site');
  return exitRefused;
}

async function sitesOf({ database }: OpenedStore, wanted: string | undefined): Promise<string[]> {
  const rows = await database.selectFrom('site').select('site_id').orderBy('site_id').execute();
  return rows.map((row) => row.site_id).filter((site) => wanted === undefined || site === wanted);
}

async function show(call: ToolCall, store: OpenedStore, siteId: string): Promise<void> {
  const due = await countExpired(store.database, siteId, call.clock.now());
  call.print(`${siteId}: due today: ${due.citizens} citizens, ${due.dossiers} dossiers`);
  for (const rule of await retentionRules(store.database, siteId)) {
    const who = rule.decidedBy === null ? 'proposed' : `decided by ${rule.decidedBy}`;
    call.print(
      `  ${rule.subject}: ${rule.months === null ? 'no end set' : `${rule.months} months`} (${who})`,
    );
    call.print(`    ${rule.basis.vi}`);
  }
  for (const { subject, text } of fixedKeeping) call.print(`  ${subject}: ${text.vi}`);
}

async function erase(call: ToolCall, store: OpenedStore, siteId: string, isDry: boolean): Promise<void> {
  const at = call.clock.now();
  const { citizens, dossiers } = isDry
    ? await countExpired(store.database, siteId, at)
    : await eraseExpired(store.database, store.seal, siteId, at);
  call.print(`${siteId}: ${isDry ? 'due' : 'erased'}: ${citizens} citizens, ${dossiers} dossiers`);
}

interface SetValues {
  readonly site?: string | undefined;
  readonly months?: string | undefined;
  readonly basis?: string | undefined;
  readonly by?: string | undefined;
}

async function set(call: ToolCall, subject: string | undefined, values: SetValues): Promise<number> {
  const { site, months = '' } = values;
  const basis = (values.basis ?? '').normalize('NFC').trim();
  const by = (values.by ?? '').normalize('NFC').trim();
  const known = retentionSubjects.find((each) => each === subject);
  const count = months === 'never' ? null : Number(months);
  const isCount = count === null || (Number.isInteger(count) && count >= 1 && count <= 1200);
  if (known === undefined || site === undefined || !isCount || basis === '' || by === '') {
    call.complain(
      'set needs a subject, --site, --months (1 to 1200, or never), --basis and --by; see --help',
    );
    return exitUsage;
  }
  return withStore(call, async ({ database, seal }) => {
    const at = call.clock.now();
    const found = await database
      .selectFrom('site')
      .select('site_id')
      .where('site_id', '=', site)
      .executeTakeFirst();
    if (found === undefined) return unknownSite(call);
    await database.transaction().execute(async (transaction) => {
      const rule = { months: count, basis, decided_by: by, decided_at: at };
      await transaction
        .insertInto('retention_rule')
        .values({ site_id: site, subject: known, ...rule })
        .onConflict((conflict) => conflict.columns(['site_id', 'subject']).doUpdateSet(rule))
        .execute();
      await writeAudit(transaction, seal, {
        siteId: site,
        at,
        stationId: null,
        officerId: null,
        action: 'retention.set',
        reference: `${known} ${count ?? 'never'}`,
        reason: `${by}: ${basis}`,
      });
    });
    call.print(
      `${site}: ${known}: ${count === null ? 'no end' : `${count} months`}, from ${instantText(at)}`,
    );
    return exitDone;
  });
}
