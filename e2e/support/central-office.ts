import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';

const run = promisify(execFile);
const siteId = 'tan-an';
const program = (): string => join(process.cwd(), 'out', 'main', 'central.js');

/** Headers and answers of the API, as the administrator's own program would use it. */
type Json = Readonly<Record<string, unknown>>;

/**
 * Central as a centre runs it: only enrolled stations and officers who log in are let in. The built program, on a free port
 * and a folder of its own, with the administrator's tools.
 */
export class CentralOffice {
  #child: ChildProcess | null = null;
  #url = '';
  #token: string | null = null;
  readonly #environment: NodeJS.ProcessEnv;

  constructor(folder: string) {
    this.#environment = {
      ...process.env,
      CENTRAL_DATA_DIR: join(folder, 'central-office'),
      CENTRAL_PORT: '0',
      CENTRAL_ACCESS: 'stations',
      CENTRAL_DATA_KEY: randomBytes(32).toString('hex'),
    };
  }

  get url(): string {
    return this.#url;
  }

  start(): Promise<void> {
    const child = spawn(process.execPath, [program()], {
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#child = child;
    return new Promise((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`central ended with ${String(code)}`)));
      createInterface({ input: child.stdout }).on('line', (line) => {
        const said = JSON.parse(line) as { message: string; url?: string };
        if (said.message !== 'ready' || said.url === undefined) return;
        this.#url = said.url;
        resolve();
      });
    });
  }

  stop(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null) return Promise.resolve();
    return new Promise((resolve) => {
      child.once('exit', () => resolve());
      child.kill('SIGTERM');
    });
  }

  /** Runs a tool while the server is stopped: the embedded database belongs to one program at a time. */
  async tool(...parameters: readonly string[]): Promise<string> {
    const { stdout } = await run(process.execPath, [program(), ...parameters], { env: this.#environment });
    return stdout;
  }

  /** The administrator logs in with the one-time password of the tool, and sets another. */
  async logInAsAdministrator(userName: string, oneTimePassword: string, password: string): Promise<void> {
    const begin = async (word: string): Promise<string> => {
      const answer = await this.post('sessions', { userName, password: word });
      return (answer['session'] as { tokens: { accessToken: string } }).tokens.accessToken;
    };
    this.#token = await begin(oneTimePassword);
    await this.post('me/password', { current: oneTimePassword, next: password });
    this.#token = await begin(password);
  }

  /** Asks as the administrator, or as a station by its key. Throws when it is refused. */
  async post(path: string, body: Json, stationKey?: string): Promise<Json> {
    const address = path.startsWith('/') ? path : `/v1/sites/${siteId}/${path}`;
    const response = await fetch(`${this.#url}${address}`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'Idempotency-Key': randomUUID(),
        ...(stationKey === undefined ? {} : { 'Station-Key': stationKey }),
        ...(stationKey === undefined && this.#token !== null
          ? { Authorization: `Bearer ${this.#token}` }
          : {}),
      },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as Json;
    if (!response.ok) throw new Error(`${path}: ${response.status} ${String(answer['code'])}`);
    return answer;
  }

  /** A code for one station, as the administrator reads it out. */
  async stationCode(stationId: string, role: string, counterId: string | null): Promise<string> {
    const name = role === 'counter' ? 'Quầy số 1' : 'Máy lấy số';
    const { code } = await this.post('station-codes', { stationId, role, name, counterId });
    return String(code);
  }

  /** Gives out a number as a kiosk of the hall would. */
  async takeNumber(groupCode: string): Promise<string> {
    const code = await this.stationCode('kiosk-hall', 'kiosk', null);
    const { key } = await this.post('/v1/enrolments', { code, appVersion: 'e2e' });
    const ticket = await this.post(
      'tickets',
      { groupCode, priority: 'normal', stationId: 'kiosk-hall' },
      String(key),
    );
    return String(ticket['number']);
  }
}
