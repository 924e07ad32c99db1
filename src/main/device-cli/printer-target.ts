import { parseAddress } from '../../shared/domain/device-address.ts';
import { systemClock, type Clock } from '../clock.ts';
import { realPrinterAdapters } from '../devices/printer/adapters/real-adapters.ts';
import { LabBench } from '../devices/printer/lab/lab-bench.ts';
import type { LabPrinter } from '../devices/printer/lab/lab-printer.ts';
import { PrinterDevice } from '../devices/printer/printer-device.ts';
import { findProfile, printerProfiles, type PrinterProfile } from '../devices/printer/profile.ts';
import { isCliLanguage } from './io.ts';
import { printTexts, problemText, type PrintTexts } from './print-texts.ts';

/** Options that all printer commands take, as commander gives them. */
export interface TargetFlags {
  readonly profile: string;
  readonly timeout?: string;
  readonly lang: string;
}

/** The printer of a command. */
export interface PrinterTarget {
  readonly texts: PrintTexts;
  readonly profile: PrinterProfile;
  readonly device: PrinterDevice;
  /** The simulated printer behind a `lab:` address. */
  readonly lab: LabPrinter | null;
  readonly timeoutMs: number;
  readonly clock: Clock;
}

const defaultTimeoutMs = 120_000;

/** Checks the options and makes the printer. A text is what is wrong with them, for the person who typed them. */
export function printerTarget(address: string, flags: TargetFlags): PrinterTarget | string {
  if (!isCliLanguage(flags.lang)) return printTexts('vi').wrongLanguage(flags.lang);
  const texts = printTexts(flags.lang);
  const profile = findProfile(flags.profile);
  if (!profile)
    return texts.wrongProfile(
      flags.profile,
      printerProfiles.map(({ id }) => id),
    );
  const timeout = flags.timeout === undefined ? defaultTimeoutMs / 1000 : Number(flags.timeout);
  if (!(timeout >= 1 && timeout <= 3600)) return texts.wrongTimeout(flags.timeout ?? '');
  const parsed = parseAddress(address);
  if (!parsed.ok) return problemText(parsed.error, texts);

  const bench = new LabBench({ clock: systemClock, publish: () => undefined, scanners: () => [] });
  const adapters = [...realPrinterAdapters(), bench.adapter()];
  const { scheme } = parsed.value;
  const adapter = adapters.find((candidate) => candidate.scheme === scheme);
  if (!adapter)
    return texts.wrongScheme(
      scheme,
      adapters.map((candidate) => `${candidate.scheme}:`),
    );
  const lab = scheme === 'lab' ? bench.setUp(address, profile.id) : null;
  if (lab?.ok === false) return problemText(lab.error, texts);
  return {
    texts,
    profile,
    device: new PrinterDevice({ address, profile, adapter, clock: systemClock }),
    lab: lab?.value ?? null,
    timeoutMs: timeout * 1000,
    clock: systemClock,
  };
}
