import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * What the project needs of the system beyond Node and npm, by the check that finds it missing. Only Linux needs any:
 * Windows and macOS bring Electron's libraries, and a display.
 */
const needs = {
  run: [
    { package: 'xvfb', program: 'Xvfb', onlyWithoutDisplay: true },
    { package: 'libgtk-3-0', library: 'libgtk-3.so.0' },
    { package: 'libnss3', library: 'libnss3.so' },
    { package: 'libatk-bridge2.0-0', library: 'libatk-bridge-2.0.so.0' },
    { package: 'libgbm1', library: 'libgbm.so.1' },
    { package: 'libasound2', library: 'libasound.so.2' },
    { package: 'libxss1', library: 'libXss.so.1' },
  ],
  database: [{ package: 'postgresql', program: 'initdb' }],
  test: [
    { package: 'socat', program: 'socat' },
    { package: 'xdotool', program: 'xdotool' },
    { package: 'tesseract-ocr', program: 'tesseract' },
    { package: 'tesseract-ocr-vie', trainedData: 'vie' },
    { package: 'zbar-tools', program: 'zbarimg' },
    { package: 'udev', program: 'udevadm' },
    { package: 'cups', program: 'cupsd' },
  ],
};

async function hasProgram(name) {
  // Servers such as cupsd lie where the path of an ordinary user does not lead; PostgreSQL's in a folder per version.
  const folders = 'for folder in /usr/lib/postgresql/*/bin; do PATH=$PATH:$folder; done';
  return run('sh', ['-c', `${folders}; PATH=$PATH:/sbin:/usr/sbin command -v ${name}`]).then(
    () => true,
    () => false,
  );
}

async function hasLibrary(name) {
  const { stdout } = await run('sh', ['-c', 'PATH=$PATH:/sbin:/usr/sbin ldconfig -p']).catch(() => ({
    stdout: '',
  }));
  return stdout.includes(name);
}

async function hasTrainedData(language) {
  const { stdout } = await run('tesseract', ['--list-langs']).catch(() => ({ stdout: '' }));
  return stdout.split('\n').includes(language);
}

async function isMissing(need) {
  if (need.onlyWithoutDisplay && process.env.DISPLAY) return false;
  if (need.program) return !(await hasProgram(need.program));
  if (need.library) return !(await hasLibrary(need.library));
  return !(await hasTrainedData(need.trainedData));
}

/** Packages of Debian that are missing for a purpose (`run`, `database`, or `test`, which includes both). */
export async function missingPackages(purpose) {
  if (process.platform !== 'linux') return [];
  const list = purpose === 'test' ? [...needs.run, ...needs.database, ...needs.test] : needs[purpose];
  const missing = [];
  for (const need of list) if (await isMissing(need)) missing.push(need.package);
  return missing;
}

/**
 * Installs what is missing when it may (root, with apt), else ends with one clear line that says what and how.
 */
export async function ensureSystemPackages(purpose) {
  const missing = await missingPackages(purpose);
  if (missing.length === 0) return;
  const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || !(await hasProgram('apt-get'))) {
    console.error(`Missing system packages: ${missing.join(', ')}. Install them with: sudo ${command}`);
    process.exit(1);
  }
  console.error(`› installing system packages: ${missing.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env }).catch(() => undefined);
  await run('sh', ['-c', `${command} -qq`], { env, maxBuffer: 64e6 }).catch((error) => {
    console.error(
      `Could not install ${missing.join(', ')}: ${String(error.stderr ?? error.message).trim()}\nInstall them with: sudo ${command}`,
    );
    process.exit(1);
  });
}
