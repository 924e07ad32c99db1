import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { causeOf } from '../../shared/errors.ts';
import type { LayoutEngine } from '../devices/printer/layout-engine.ts';
import { AcceptSession, type AcceptPatience, type StepResult, type Told } from './accept-session.ts';
import { acceptTexts, type AcceptTexts } from './accept-texts.ts';
import { exitStatus, isCliLanguage, type DeviceIo, type ExitStatus } from './io.ts';
import { printTexts } from './print-texts.ts';
import { printerTarget, type PrinterTarget, type TargetFlags } from './printer-target.ts';

interface AcceptFlags extends TargetFlags {
  readonly json?: boolean;
  readonly report?: string;
}

type Total = 'accepted' | 'refused' | 'notDone';

const defaultPatience: AcceptPatience = { settleMs: 8000, betweenMs: 500 };
const statusOf: Readonly<Record<Total, ExitStatus>> = { accepted: exitStatus.done, refused: 3, notDone: 4 };

/**
 * Adds `accept <printer-address>`: a list of steps that a person goes through at a real printer. Questions go to standard
 * error, answers come from standard input, the report goes to standard output (with `--json` as one line
 * `{address, profile, at, total, steps}`) and with `--report` into two files. Ends with 0 when nothing was refused and something
 * accepted; 2 for wrong use; 3 when something was refused; 4 when the list was left before its end.
 */
export function addAcceptCommand(
  program: Command,
  io: DeviceIo,
  newLayout: () => LayoutEngine,
  patience: AcceptPatience = defaultPatience,
): void {
  const { help } = printTexts('vi');
  const accept = acceptTexts('vi').help;
  program
    .command('accept')
    .description(accept.accept)
    .argument('<printer-address>', help.address)
    .option('--json', help.json)
    .option('--profile <id>', help.profile, 'generic-80')
    .option('--timeout <s>', help.timeout)
    .option('--report <file>', accept.report)
    .option('--lang <vi|en>', help.lang, 'vi')
    .action(async (address: string, flags: AcceptFlags) => {
      const target = printerTarget(address, flags);
      if (typeof target === 'string') {
        io.err(target);
        io.end(exitStatus.wrongUse);
        return;
      }
      const layout = newLayout();
      io.end(await runAccept(address, target, flags, { io, layout, patience }));
      await layout.close();
    });
}

interface Around {
  readonly io: DeviceIo;
  readonly layout: LayoutEngine;
  readonly patience: AcceptPatience;
}

async function runAccept(
  address: string,
  target: PrinterTarget,
  flags: AcceptFlags,
  { io, layout, patience }: Around,
): Promise<ExitStatus> {
  const texts = acceptTexts(isCliLanguage(flags.lang) ? flags.lang : 'vi');
  io.err(texts.intro(address, target.profile.id));
  const steps = await new AcceptSession(target, texts, io, layout, patience).run();
  const total = totalOf(steps);
  const at = target.clock.now().toISOString();
  const asJson = { address, profile: target.profile.id, at, total, steps };
  const asText = reportLines(steps, total, [`${address} (${target.profile.id}), ${at}`], texts);
  if (flags.json) io.out(JSON.stringify(asJson));
  else for (const line of asText) io.out(line);
  if (flags.report === undefined) return statusOf[total];
  try {
    await writeFile(`${flags.report}.txt`, `${asText.join('\n')}\n`);
    await writeFile(`${flags.report}.json`, `${JSON.stringify(asJson, null, 2)}\n`);
  } catch (thrown) {
    io.err(texts.reportUnwritable(flags.report, causeOf(thrown)));
    return total === 'accepted' ? exitStatus.notDone : statusOf[total];
  }
  return statusOf[total];
}

function totalOf(steps: readonly StepResult[]): Total {
  const has = (outcome: StepResult['outcome']): boolean => steps.some((step) => step.outcome === outcome);
  if (has('refused')) return 'refused';
  return has('notDone') || !has('accepted') ? 'notDone' : 'accepted';
}

function reportLines(
  steps: readonly StepResult[],
  total: Total,
  head: readonly string[],
  texts: AcceptTexts,
): string[] {
  const lines = steps.flatMap(({ id, outcome, by, told }) => [
    `${texts.titles[id]}: ${texts.outcomes[outcome]}${by === 'printer' ? ` (${texts.byPrinter})` : ''}`,
    ...told.map((one) => `    ${toldLine(one)}`),
  ]);
  return [...head, ...lines, texts.total[total]];
}

/** For support: the words of the machine, the same in every language. */
function toldLine(told: Told): string {
  const why = [told.reason, told.cause].filter((part) => part !== null).join(': ');
  const what =
    told.type === 'print'
      ? `${told.paper}: ${told.outcome}${told.confirmed ? ', confirmed' : ''}, ${told.ms} ms`
      : Object.entries(told.status)
          .map(([part, value]) => `${part} ${value}`)
          .join(', ');
  return why === '' ? what : `${what} (${why})`;
}
