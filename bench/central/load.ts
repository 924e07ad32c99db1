import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import type { EnrolledSite } from './enrolled.ts';
import { fillPath, paths } from '../../src/shared/api/routes.ts';

type Path = (typeof paths)[keyof typeof paths];

/** The stations of all sites over one kept connection; as little of a client as can be, because it shares the machine with what is measured. */
export class BenchStation {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(
    private readonly url: URL,
    private readonly sites: ReadonlyMap<string, EnrolledSite>,
  ) {}

  /** @returns the answer; throws on a status that is no success. */
  send(
    method: 'GET' | 'POST',
    path: Path,
    values: Record<string, string>,
    body?: object,
    { as = 'counter', query = '' }: { readonly as?: 'kiosk' | 'counter'; readonly query?: string } = {},
  ): Promise<unknown> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const sent = request(
        {
          agent: this.#agent,
          host: this.url.hostname,
          port: this.url.port,
          method,
          path: fillPath(path, values) + query,
          headers: {
            ...this.sites.get(values['siteId'] ?? '')?.[as],
            ...(text === undefined
              ? {}
              : {
                  'Content-Type': 'application/json',
                  'Content-Length': Buffer.byteLength(text),
                  'Idempotency-Key': randomUUID(),
                }),
          },
        },
        (response) => {
          const pieces: Buffer[] = [];
          response.on('data', (piece: Buffer) => pieces.push(piece));
          response.on('end', () => {
            const answer = Buffer.concat(pieces).toString('utf8');
            if ((response.statusCode ?? 500) < 300) resolve(JSON.parse(answer));
            else reject(new Error(`${path}: ${response.statusCode} ${answer}`));
          });
        },
      );
      sent.once('error', reject);
      sent.end(text);
    });
  }

  issue(siteId: string): Promise<unknown> {
    return this.send(
      'POST',
      paths.tickets,
      { siteId },
      { groupCode: 'A', stationId: 'kiosk-1' },
      { as: 'kiosk' },
    );
  }

  callNext(siteId: string): Promise<unknown> {
    const here = { counterId: 'quay-1', stationId: 'may-quay-1' };
    return this.send('POST', paths.callNext, { siteId, counterId: 'quay-1' }, here);
  }

  finish(siteId: string, ticketId: string): Promise<unknown> {
    const body = { counterId: 'quay-1', stationId: 'may-quay-1', outcome: 'received' };
    return this.send('POST', paths.finish, { siteId, ticketId }, body);
  }

  /** Gives a number out, calls it and finishes it: three commands. */
  async visit(siteId: string): Promise<void> {
    await this.issue(siteId);
    const { ticket } = (await this.callNext(siteId)) as { ticket: { id: string } };
    await this.finish(siteId, ticket.id);
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** Milliseconds at parts of the whole, e.g. 0.99. */
export function quantile(times: readonly number[], part: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}
