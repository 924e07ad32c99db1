import { spawn } from 'node:child_process';

/** A program that reads pictures, and the Debian packages that bring it. */
interface ReadingProgram {
  readonly command: string;
  readonly packages: string;
}

const tesseract: ReadingProgram = { command: 'tesseract', packages: 'tesseract-ocr tesseract-ocr-vie' };
const zbarimg: ReadingProgram = { command: 'zbarimg', packages: 'zbar-tools' };

/** Codes that our papers carry, by the names that ZBar prints and the names of its settings. */
const symbologies = { 'QR-Code': 'qrcode', 'CODE-128': 'code128' } as const;
type Symbology = keyof typeof symbologies;

export interface ScannedCode {
  readonly type: Symbology;
  readonly text: string;
}

/**
 * Runs a program on a picture, through pipes: papers hold personal data, which belongs in no file. Throws when the program is
 * missing, with the package to install: a test that cannot read paper has failed, it was not skipped.
 */
function run(
  program: ReadingProgram,
  options: readonly string[],
  input: Uint8Array,
): Promise<{ readonly exitCode: number | null; readonly output: Buffer; readonly complaint: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program.command, options, {
      // One thread each: tests run several at a time.
      env: { ...process.env, OMP_THREAD_LIMIT: '1' },
    });
    const output: Buffer[] = [];
    const complaint: Buffer[] = [];
    child.stdout.on('data', (bytes: Buffer) => output.push(bytes));
    child.stderr.on('data', (bytes: Buffer) => complaint.push(bytes));
    child.on('error', (thrown: NodeJS.ErrnoException) => {
      const missing = `${program.command} is not installed: apt-get install ${program.packages}`;
      reject(thrown.code === 'ENOENT' ? new Error(missing) : thrown);
    });
    // A program that ends before it has read all says why in its exit code.
    child.stdin.on('error', () => undefined);
    child.on('close', (exitCode) =>
      resolve({ exitCode, output: Buffer.concat(output), complaint: Buffer.concat(complaint).toString() }),
    );
    child.stdin.end(input);
  });
}

/**
 * The text on a picture as Tesseract reads it (Vietnamese), NFC. `layout`: 6 for a block of lines (a slip), 4 for one column
 * of text in different sizes, 7 for a single line.
 */
export async function ocr(png: Uint8Array, layout: 4 | 6 | 7 = 6): Promise<string> {
  const options = ['stdin', 'stdout', '-l', 'vie', '--psm', String(layout)];
  const { exitCode, output, complaint } = await run(tesseract, options, png);
  if (exitCode === 0) return output.toString('utf8').normalize('NFC').trim();
  const missing = complaint.includes("couldn't load any languages");
  throw new Error(
    missing
      ? `Tesseract has no Vietnamese: apt-get install ${tesseract.packages}`
      : `tesseract ended with ${exitCode}: ${complaint}`,
  );
}

/**
 * The codes on a picture as ZBar reads them, in the order QR, Code 128. Texts are the bytes in the code as strict UTF-8: ZBar is
 * told to pass them on unchanged (its guess of the character set garbles Vietnamese). Throws where a picture has two codes of
 * one kind: their bytes could not be told apart.
 */
export async function scanCodes(png: Uint8Array): Promise<ScannedCode[]> {
  const found: ScannedCode[] = [];
  for (const type of Object.keys(symbologies) as Symbology[]) {
    const only = ['-q', '-Sdisable', `-S${symbologies[type]}.enable`];
    const list = await zbar([...only, '--xml', '-'], png);
    const count = list.toString('latin1').split('<symbol ').length - 1;
    if (count > 1) throw new Error(`${count} codes of the kind ${type} on one picture`);
    if (count === 0) continue;
    const bytes = await zbar([...only, '-Sbinary', '--raw', '-'], png);
    found.push({ type, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) });
  }
  return found;
}

/** What zbarimg prints; nothing when it found no code (it says so with 4). */
async function zbar(options: readonly string[], png: Uint8Array): Promise<Buffer> {
  const { exitCode, output, complaint } = await run(zbarimg, options, png);
  if (exitCode !== 0 && exitCode !== 4) throw new Error(`zbarimg ended with ${exitCode}: ${complaint}`);
  return output;
}
