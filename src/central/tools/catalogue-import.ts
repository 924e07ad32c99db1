import { writeFile } from 'node:fs/promises';
import { causeOf } from '../../shared/errors.ts';
import { centreDay } from '../clock.ts';
import { decisionTemplate, keepDecisions, readDecisions, type Decision } from '../catalogue/approvals.ts';
import { importCatalogue, type ImportCounts, type ImportStep } from '../catalogue/import-catalogue.ts';
import type { OpenAmount } from '../catalogue/portal-fees.ts';
import { dayNumberFromText, dayText } from '../../shared/domain/centre-time.ts';
import type { OpenedStore } from '../store/opened-store.ts';
import { exitDone, exitRefused, exitUsage, readOptions, withStore } from './options.ts';
import type { Tool, ToolCall } from './tool.ts';

const usage = `central catalogue-import <file> [--site <id>] [--from <day>] [--only <codes>] [--complete] [--apply]
                         [--approve <file>] [--decisions <file>]

Takes procedures in the format of the national portal and tells what would change: + added, ~ changed with each field,
- ended, ! held back because an amount looks wrong. Nothing is written without --apply.
  --site        only this site; without it all sites
  --from        first day of the new versions, YYYY-MM-DD, tomorrow at the earliest (default: tomorrow); old versions end
                the day before and stay readable, dossiers keep the one that they were received under
  --only        only these procedures, codes with commas between: what a person entered here is often better than the
                portal's, so take what you looked at
  --complete    the file is the whole catalogue: procedures that are not in it end
  --approve     a file with a person's decisions about amounts, kept with who, when and why
  --decisions   writes the amounts that nobody decided about to this file, to be filled in for --approve
  --apply       writes; with a fault in the file nothing is written
Amounts are filled in only where a person decided or entered the same one before; a procedure with an amount that looks
wrong (100 for 100.000 in the portal's own data) is held back until a person decided.
Exit code: 0 done, 1 faults in the file or procedures held back, 2 wrong usage.
`;

/** Brings the catalogue up to the national portal's. */
export const catalogueImport: Tool = {
  name: 'catalogue-import',
  summary: 'takes procedures from a file of the national portal',
  usage,
  async run(call) {
    const parsed = readOptions(call, {
      site: { type: 'string' },
      from: { type: 'string' },
      only: { type: 'string' },
      complete: { type: 'boolean', default: false },
      apply: { type: 'boolean', default: false },
      approve: { type: 'string' },
      decisions: { type: 'string' },
    });
    if (parsed === null) return exitUsage;
    const [file, ...rest] = parsed.positionals;
    const tomorrow = dayAfter(centreDay(call.clock.now()));
    const { from = tomorrow, approve, decisions: template } = parsed.values;
    if (file === undefined || rest.length > 0 || dayNumberFromText(from) === null || from < tomorrow) {
      call.complain(`one file is needed, and --from a day from ${tomorrow} on; see --help`);
      return exitUsage;
    }
    const only = codesOf(parsed.values.only);
    const decisions = approve === undefined ? [] : await decisionsFrom(call, approve);
    if (decisions === null) return exitUsage;
    return withStore(call, async (store) => {
      const sites = await sitesOf(store, parsed.values.site);
      if (sites.length === 0) {
        call.complain('there is no such site');
        return exitRefused;
      }
      const open = new Map<string, OpenAmount>();
      let isFine = true;
      for (const siteId of sites) {
        if (decisions.length > 0)
          await keepDecisions(store.database, store.seal, siteId, decisions, call.clock.now());
        const counts = await importInto(call, store, {
          file,
          siteId,
          from,
          isComplete: parsed.values.complete,
          ...(only === undefined ? {} : { only }),
          apply: parsed.values.apply,
          open: (amount) =>
            open.set(`${amount.code} ${amount.channel} ${amount.fee} ${amount.listed}`, amount),
        });
        if (counts === null) return exitRefused;
        isFine &&= counts.faults === 0 && counts.held === 0;
      }
      if (template !== undefined) {
        await writeFile(template, decisionTemplate([...open.values()]));
        call.print(`${open.size} amounts to decide about: ${template}`);
      }
      return isFine ? exitDone : exitRefused;
    });
  },
};

function codesOf(list: string | undefined): Set<string> | undefined {
  if (list === undefined) return undefined;
  return new Set(list.split(',').map((code) => code.trim()));
}

async function decisionsFrom(call: ToolCall, path: string): Promise<Decision[] | null> {
  try {
    return await readDecisions(path);
  } catch (thrown) {
    call.complain(`the decisions in ${path} cannot be used: ${causeOf(thrown)}`);
    return null;
  }
}

async function sitesOf(store: OpenedStore, wanted: string | undefined): Promise<string[]> {
  const rows = await store.database.selectFrom('site').select('site_id').orderBy('site_id').execute();
  return rows.map((row) => row.site_id).filter((site) => wanted === undefined || site === wanted);
}

type Request = Omit<Parameters<typeof importCatalogue>[2], 'at' | 'tell'>;

/** Null: the file cannot be read as a list. */
async function importInto(
  call: ToolCall,
  store: OpenedStore,
  request: Request,
): Promise<ImportCounts | null> {
  call.print(`${request.siteId}: from ${request.from}`);
  try {
    const counts = await importCatalogue(store.database, store.seal, {
      ...request,
      at: call.clock.now(),
      tell: (step) => {
        for (const line of linesOf(step))
          if (step.kind === 'fault') call.complain(line);
          else call.print(line);
      },
    });
    for (const line of summaryLines(counts, request)) call.print(line);
    return counts;
  } catch (thrown) {
    const known = thrown instanceof Error && ('record' in thrown || 'code' in thrown);
    if (!known) throw thrown;
    call.complain(`${request.file}: ${causeOf(thrown)}; nothing was written`);
    return null;
  }
}

function summaryLines(counts: ImportCounts, { apply }: Request): string[] {
  const { records, added, changed, same, held, ended, absent, faults } = counts;
  return [
    `${records} records: ${added} added, ${changed} changed, ${same} the same, ${held} held back, ${ended} ended, ${absent} only here, ${faults} faults`,
    `${counts.openAmounts} amounts left empty, ${counts.cutTexts} texts cut`,
    ...counts.fieldsWithoutGroup.map((field) => `no service group takes the field "${field}"`),
    ending(counts, apply),
  ];
}

function ending({ added, changed, ended, faults }: ImportCounts, apply: boolean): string {
  if (!apply) return 'nothing written; --apply writes';
  if (faults > 0) return 'nothing written: put the faults right first';
  return added + changed + ended === 0 ? 'nothing to write' : 'written';
}

function linesOf(step: ImportStep): string[] {
  switch (step.kind) {
    case 'added':
      return [`+ ${step.code} ${step.name}`];
    case 'changed':
      return [
        `~ ${step.code} ${step.name} (version ${step.version})`,
        ...step.changes.map(({ field, from, to }) => `    ${field}: ${shown(from)} -> ${shown(to)}`),
      ];
    case 'ended':
      return [`- ${step.code} ${step.name}`];
    case 'held':
      return [
        `! ${step.code} ${step.name}`,
        ...step.doubts.map(
          ({ channel, listed, doubt, text }) => `    ${channel} ${listed}: ${doubt ?? ''} (${shown(text)})`,
        ),
      ];
    case 'fault':
      return [`line ${step.line}, record ${step.record}: ${step.message}`];
    case 'same':
    case 'absent':
      return [];
  }
}

const longestShown = 100;

function shown(text: string | null): string {
  if (text === null) return '(none)';
  return text.length > longestShown ? `"${text.slice(0, longestShown)}" …` : `"${text}"`;
}

function dayAfter(day: string): string {
  return dayText((dayNumberFromText(day) ?? 0) + 1);
}
