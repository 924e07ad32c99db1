import { randomUUID } from 'node:crypto';
import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { z } from 'zod';
import { CallNextAnswer, Ticket } from '../../../shared/api/queue.ts';
import { paths } from '../../../shared/api/routes.ts';
import { ApiClient, type ApiAnswer } from '../api-client.ts';
import { completeDossier } from '../counter-work.ts';
import { randomFrom, SoakPlan, type SoakLine } from './soak-plan.ts';

/**
 * Many stations in one process, each doing random commands until the time is up: with repeats, with the same command at
 * two nodes at once, with another attempt whenever a node does not answer. Says every answer at once on standard output,
 * so that what was answered is known also when this process is killed.
 */
const plan = SoakPlan.parse(JSON.parse(process.argv[2] ?? ''));
const end = Date.now() + plan.seconds * 1000;
/** How long a command may go without an answer: nodes come back sooner. */
const patienceMs = 60_000;

const say = (line: SoakLine): void => void process.stdout.write(`${JSON.stringify(line)}\n`);
const fault = (what: string): void => say({ kind: 'fault', what });
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

interface Request {
  readonly path: (typeof paths)[keyof typeof paths];
  readonly body: object;
  readonly values?: Readonly<Record<string, string>>;
}

class Station {
  readonly #random: () => number;
  readonly #site: string;
  readonly #apis: readonly ApiClient[];
  /** Numbers that it has seen lately. */
  #known: string[] = [];

  constructor(index: number) {
    this.#random = randomFrom(plan.seed * 1_000 + index);
    this.#site = plan.sites[index % plan.sites.length] ?? '';
    this.#apis = plan.nodes.map((url) => new ApiClient(url, plan.accessKey, this.#site));
  }

  async work(): Promise<void> {
    while (Date.now() < end) await this.#perform(this.#anything());
  }

  #below(count: number): number {
    return Math.floor(this.#random() * count);
  }

  #anything(): Request {
    const counterId = `quay-${1 + this.#below(4)}`;
    const here = { counterId, stationId: `may-${counterId}` };
    const ticketId = this.#known[this.#below(this.#known.length)];
    const dice = this.#below(100);
    if (dice < 35 || ticketId === undefined) {
      const groupCode = this.#below(3) === 0 ? 'B' : 'A';
      const priority = this.#below(5) === 0 ? 'elderly' : 'normal';
      return { path: paths.tickets, body: { groupCode, priority, stationId: 'kiosk-1' } };
    }
    if (dice < 65) return { path: paths.callNext, body: here, values: { counterId } };
    if (dice < 70) return { path: paths.dossiers, body: { ...completeDossier, counterId } };
    const about = (path: Request['path'], more: object = {}): Request => ({
      path,
      body: { ...here, ...more },
      values: { ticketId },
    });
    switch (this.#below(7)) {
      case 0:
      case 1:
        return about(paths.start);
      case 2:
        return about(paths.noShow);
      case 3:
        return about(paths.restore);
      case 4:
        return about(paths.recall);
      default:
        return about(paths.finish, { outcome: 'received' });
    }
  }

  async #perform(request: Request): Promise<void> {
    const key = randomUUID();
    const first = this.#below(this.#apis.length);
    // Now and then a station that has lost patience: the same command at both nodes, at once.
    const isDouble = this.#below(10) === 0;
    const answers = await Promise.all(
      (isDouble ? [first, first + 1] : [first]).map((node) => this.#insist(request, key, node)),
    );
    const [one, other] = answers;
    if (one === undefined || one === null) return;
    if (other !== undefined && other !== null && !sameAnswer(one, other))
      fault(`one key, two answers: ${one.status} ${other.status} ${JSON.stringify([one.body, other.body])}`);
    const made = z
      .object({ number: z.string() })
      .or(z.object({ code: z.string() }))
      .safeParse(one.body);
    const text = one.status === 201 && made.success ? String(Object.values(made.data)[0]) : null;
    say({
      kind: 'answer',
      site: this.#site,
      key,
      status: one.status,
      made: text,
      attempts: one.attempts,
    });
    this.#remember(one);
  }

  /** Sends until there is an answer, at the next node each time. Null: none in a minute, which is a fault. */
  async #insist(
    request: Request,
    key: string,
    node: number,
  ): Promise<(ApiAnswer & { readonly attempts: number }) | null> {
    const until = Date.now() + patienceMs;
    for (let attempt = 1; Date.now() < until; attempt += 1) {
      const api = this.#apis[(node + attempt - 1) % this.#apis.length];
      const answer = await api
        ?.post(request.path, request.body, { key, values: request.values ?? {} })
        .catch(() => undefined);
      if (answer !== undefined) {
        const isLater =
          answer.status === 503 || (answer.status === 409 && answer.code() === 'command-in-progress');
        if (!isLater) {
          if (answer.status >= 500) fault(`${request.path}: ${answer.status} ${JSON.stringify(answer.body)}`);
          return { ...answer, attempts: attempt };
        }
      }
      await pause(50 + this.#random() * 200);
    }
    fault(`no answer in a minute: ${request.path}`);
    return null;
  }

  #remember(answer: ApiAnswer): void {
    const ticket = Ticket.safeParse(answer.body).data ?? CallNextAnswer.safeParse(answer.body).data?.ticket;
    if (ticket === undefined || ticket === null) return;
    // The newest most often: it is the one that something can be done with.
    this.#known = [ticket.id, ...this.#known.filter((id) => id !== ticket.id)].slice(0, 6);
  }
}

function sameAnswer(one: ApiAnswer, other: ApiAnswer): boolean {
  const plain = (answer: ApiAnswer): string => {
    const body = answer.body as Record<string, unknown>;
    return JSON.stringify([answer.status, { ...body, correlationId: '', detail: '' }]);
  };
  return plain(one) === plain(other);
}

/** Follows a site's events, at whatever node answers, and misses none. */
class Follower {
  #last = 0;
  #count = 0;

  constructor(
    private readonly site: string,
    private readonly lastOf: () => number | null,
  ) {}

  /** Until every event up to the site's last has been heard. */
  async follow(): Promise<void> {
    for (let attempt = 0; !this.#isDone(); attempt += 1) {
      // A node that is gone, or a stream that was cut: the next one goes on after the last event.
      await this.#listen(plan.nodes[attempt % plan.nodes.length] ?? '').catch(() => pause(100));
    }
    say({ kind: 'heard', site: this.site, events: this.#count });
  }

  async #listen(node: string): Promise<void> {
    const api = new ApiClient(node, plan.accessKey, this.site);
    const over = new AbortController();
    const response = await fetch(api.address(paths.events), {
      headers: { ...api.authorization(), 'Last-Event-ID': String(this.#last) },
      signal: over.signal,
    });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    const parser = createParser({ onEvent: (message) => this.#hear(message) });
    const decoder = new TextDecoder();
    // Comments come all the time, so it notices soon that it is done.
    for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>) {
      parser.feed(decoder.decode(piece, { stream: true }));
      if (this.#isDone()) break;
    }
    over.abort();
  }

  #hear({ event, id }: EventSourceMessage): void {
    const sequence = Number(id);
    if (event === 'reset') fault(`${this.site}: told to start anew at ${sequence}`);
    else if (sequence !== this.#last + 1) fault(`${this.site}: event ${sequence} after ${this.#last}`);
    this.#last = sequence;
    this.#count += 1;
  }

  #isDone(): boolean {
    const wanted = this.lastOf();
    return wanted !== null && this.#last >= wanted;
  }
}

const lasts = new Map<string, number>();
const followers = plan.sites.map((site) => new Follower(site, () => lasts.get(site) ?? null).follow());
// The last numbers come once all stations of all processes have ended.
process.on('message', (message) => {
  for (const [site, last] of Object.entries(message as Record<string, number>)) lasts.set(site, last);
});
const first = Number(process.argv[3]);
await Promise.all(Array.from({ length: plan.clients }, (_, index) => new Station(first + index).work()));
say({ kind: 'done' });
await Promise.all(followers);
process.disconnect();
process.exit(0);
