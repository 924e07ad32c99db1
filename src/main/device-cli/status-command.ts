import type { Command } from 'commander';
import { deadline } from '../devices/printer/deadline.ts';
import type { PrinterCheck } from '../devices/printer/printer-device.ts';
import { exitStatus, type DeviceIo, type ExitStatus } from './io.ts';
import { printTexts } from './print-texts.ts';
import { statusLines } from './printer-lines.ts';
import { printerTarget, type TargetFlags } from './printer-target.ts';

interface StatusFlags extends TargetFlags {
  readonly json?: boolean;
}

/**
 * Adds `status <printer-address>`. Ends with 0 when the printer says that it is well, 2 for wrong use, 3 when it cannot
 * print (or cannot be reached), 4 when it says nothing about itself. With `--json` the one line on standard output is
 * `{online, paper, cover, cutter, reason, cause}`; each of the four may be `unknown`.
 */
export function addStatusCommand(program: Command, io: DeviceIo): void {
  const { help } = printTexts('vi');
  program
    .command('status')
    .description(help.status)
    .argument('<printer-address>', help.address)
    .option('--json', help.json)
    .option('--profile <id>', help.profile, 'generic-80')
    .option('--timeout <s>', help.timeout)
    .option('--lang <vi|en>', help.lang, 'vi')
    .action(async (address: string, flags: StatusFlags) => {
      io.end(await runStatus(address, flags, io));
    });
}

async function runStatus(address: string, flags: StatusFlags, io: DeviceIo): Promise<ExitStatus> {
  const target = printerTarget(address, flags);
  if (typeof target === 'string') {
    io.err(target);
    return exitStatus.wrongUse;
  }
  const { texts } = target;
  const limit = deadline(target.timeoutMs, io.interrupted);
  const { status, problem } = await target.device.check(limit.signal);
  limit.end();
  await target.device.close();
  if (flags.json) {
    io.out(JSON.stringify({ ...status, reason: problem?.code ?? null, cause: problem?.cause ?? null }));
  } else {
    for (const line of statusLines({ status, problem }, texts)) io.out(line);
  }
  return statusOf({ status, problem });
}

function statusOf({ status, problem }: PrinterCheck): ExitStatus {
  if (problem) return 3;
  return status.online === 'yes' ? exitStatus.done : 4;
}
