import { Command, CommanderError } from 'commander';
import type { LayoutEngine } from '../devices/printer/layout-engine.ts';
import { addAcceptCommand } from './accept-command.ts';
import type { AcceptPatience } from './accept-session.ts';
import { exitStatus, type DeviceIo } from './io.ts';
import { addPrintCommand } from './print-command.ts';
import { printTexts } from './print-texts.ts';
import { addScanCommand } from './scan-command.ts';
import { addStatusCommand } from './status-command.ts';

/**
 * Runs `device <command> …`: resolves when the command has said how it ends (`io.end`). Words that commander does not
 * understand are wrong use; asking for help is not. `patience` is that of `accept`.
 */
export async function runDeviceProgram(
  words: readonly string[],
  io: DeviceIo,
  newLayout: () => LayoutEngine,
  patience?: AcceptPatience,
): Promise<void> {
  const program = new Command('device')
    .description(printTexts('vi').help.program)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.out(text.trimEnd()),
      writeErr: (text) => io.err(text.trimEnd()),
    });
  addPrintCommand(program, io, newLayout);
  addStatusCommand(program, io);
  addScanCommand(program, io);
  addAcceptCommand(program, io, newLayout, patience);
  try {
    await program.parseAsync([...words], { from: 'user' });
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    io.end(thrown.exitCode === 0 ? exitStatus.done : exitStatus.wrongUse);
  }
}
