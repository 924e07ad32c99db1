import { readFile, writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { appError, causeOf, type AppError } from '../../shared/errors.ts';
import { PaperDocument, type PaperDocumentInput } from '../../shared/paper/document.ts';
import { samplePaper } from '../../shared/paper/samples.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { deadline } from '../devices/printer/deadline.ts';
import type { LayoutEngine } from '../devices/printer/layout-engine.ts';
import { encodePng } from '../devices/printer/png.ts';
import type { PrintOutcome } from '../devices/printer/print-outcome.ts';
import type { Slip } from '../devices/printer/slip.ts';
import { exitStatus, type DeviceIo, type ExitStatus } from './io.ts';
import { printTexts, type PrintTexts } from './print-texts.ts';
import { outcomeLines } from './printer-lines.ts';
import { printerTarget, type PrinterTarget, type TargetFlags } from './printer-target.ts';

interface PrintFlags extends TargetFlags {
  readonly json?: boolean;
  readonly picture?: string;
}

const samples = ['ticket', 'receipt', 'label', 'letters'] as const;

/** How `print` ends: with the truth about the paper. */
const statusOf: Readonly<Record<PrintOutcome['outcome'], ExitStatus>> = {
  printed: exitStatus.done,
  notPrinted: 3,
  unknown: 4,
};

/**
 * Adds `print <sample> <printer-address>`. Ends with 0 when the slip was printed, or handed whole to a printer that tells
 * nothing; 2 for wrong use, a document with errors included; 3 when it was certainly not printed; 4 when nobody knows.
 * With `--json` the one line on standard output is `{outcome, confirmed, reason, cause, ms}`.
 */
export function addPrintCommand(program: Command, io: DeviceIo, newLayout: () => LayoutEngine): void {
  const { help } = printTexts('vi');
  program
    .command('print')
    .description(help.print)
    .argument('<sample>', help.sample)
    .argument('<printer-address>', help.address)
    .option('--json', help.json)
    .option('--profile <id>', help.profile, 'generic-80')
    .option('--timeout <s>', help.timeout)
    .option('--picture <file.png>', help.picture)
    .option('--lang <vi|en>', help.lang, 'vi')
    .action(async (sample: string, address: string, flags: PrintFlags) => {
      const layout = newLayout();
      io.end(await runPrint(sample, address, flags, io, layout));
      await layout.close();
    });
}

async function runPrint(
  sample: string,
  address: string,
  flags: PrintFlags,
  io: DeviceIo,
  layout: LayoutEngine,
): Promise<ExitStatus> {
  const target = printerTarget(address, flags);
  if (typeof target === 'string') {
    io.err(target);
    return exitStatus.wrongUse;
  }
  const document = await documentOf(sample, target.texts);
  if (!document.ok) {
    for (const line of document.error) io.err(line);
    return exitStatus.wrongUse;
  }
  const began = performance.now();
  const slip = await layout.layOut(document.value, {
    widthDots: target.profile.widthDots,
    dpi: target.profile.dpi,
  });
  const outcome: PrintOutcome = slip.ok
    ? await printSlip(target, slip.value, io)
    : { outcome: 'notPrinted', reason: slip.error };
  const ms = Math.round(performance.now() - began);
  if (flags.json) io.out(asJson(outcome, ms));
  else for (const line of outcomeLines(outcome, ms, target.texts)) io.out(line);
  if (flags.picture !== undefined && slip.ok) {
    const saved = await savePicture(flags.picture, target, slip.value, layout);
    if (!saved.ok) io.err(target.texts.pictureUnwritable(flags.picture, saved.error.cause ?? ''));
  }
  return statusOf[outcome.outcome];
}

async function printSlip(target: PrinterTarget, slip: Slip, io: DeviceIo): Promise<PrintOutcome> {
  const limit = deadline(target.timeoutMs, io.interrupted);
  const stopped = (): AppError =>
    io.interrupted.aborted
      ? appError('print-interrupted')
      : appError('printer-silent', {}, `no end within ${target.timeoutMs / 1000} s`);
  const outcome = await target.device.print(slip, {
    beforeSending: () => Promise.resolve(ok(null)),
    signal: limit.signal,
    stopped,
  });
  limit.end();
  await target.device.close();
  return outcome;
}

/** The document to print; the error is lines for the person who named it. */
async function documentOf(sample: string, texts: PrintTexts): Promise<Result<PaperDocument, string[]>> {
  const known = samples.find((name) => name === sample);
  if (known) return ok(PaperDocument.parse(samplePaper(known)));
  const path = /^json:(.+)$/s.exec(sample)?.[1];
  if (path === undefined) return err([texts.wrongSample(sample)]);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (thrown) {
    return err([texts.unreadableFile(path, causeOf(thrown))]);
  }
  try {
    return documentFrom(JSON.parse(text) as PaperDocumentInput, path, texts);
  } catch (thrown) {
    return err([texts.notJson(path, causeOf(thrown))]);
  }
}

function documentFrom(input: unknown, path: string, texts: PrintTexts): Result<PaperDocument, string[]> {
  const parsed = PaperDocument.safeParse(input);
  if (parsed.success) return ok(parsed.data);
  const fields = parsed.error.issues.map((issue) =>
    texts.wrongField(issue.path.join('.') || texts.wholeDocument, issue.message),
  );
  return err([texts.wrongDocument(path), ...fields]);
}

function asJson(outcome: PrintOutcome, ms: number): string {
  const reason = outcome.outcome === 'printed' ? null : outcome.reason;
  return JSON.stringify({
    outcome: outcome.outcome,
    confirmed: outcome.outcome === 'printed' && outcome.confirmed,
    reason: reason?.code ?? null,
    cause: reason?.cause ?? null,
    ms,
  });
}

/** Of a simulated printer the paper that came out; of any other the picture that was sent. */
async function savePicture(
  path: string,
  target: PrinterTarget,
  slip: Slip,
  layout: LayoutEngine,
): Promise<Result<null, AppError>> {
  try {
    const paper = target.lab?.papers[0];
    const png = paper ? encodePng(paper.raster, target.profile.dpi) : await layout.picture(slip);
    await writeFile(path, png);
    return ok(null);
  } catch (thrown) {
    return err(appError('internal', {}, causeOf(thrown)));
  }
}
