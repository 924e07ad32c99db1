import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Upper bounds in seconds: the goal is 50 ms at the peak, the station gives up after 8 s. */
const secondsBuckets = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 8];

/**
 * What operators watch, for Prometheus. Labels are routes, names of commands and error codes: never an address, a site's
 * visitor or a person, and few enough that a year of them is small.
 */
export class CentralMetrics {
  readonly #registry = new Registry();
  readonly #requests = new Histogram({
    name: 'central_request_seconds',
    help: 'Requests by route and status, from the first byte read to the answer (streams: to their opening)',
    labelNames: ['method', 'route', 'status'],
    buckets: secondsBuckets,
    registers: [this.#registry],
  });
  readonly #commands = new Histogram({
    name: 'central_command_seconds',
    help: 'Commands by name, the waiting for the site included',
    labelNames: ['command'],
    buckets: secondsBuckets,
    registers: [this.#registry],
  });
  readonly #outcomes = new Counter({
    name: 'central_commands_total',
    help: 'Commands by name and what they came to: done, or the code of the refusal',
    labelNames: ['command', 'outcome'],
    registers: [this.#registry],
  });
  readonly #streams = new Gauge({
    name: 'central_event_streams',
    help: 'Stations that listen to events now',
    registers: [this.#registry],
  });

  constructor(version: string, engine: string) {
    new Gauge({
      name: 'central_info',
      help: 'Always 1; the labels say what runs',
      labelNames: ['version', 'engine'],
      registers: [this.#registry],
    }).set({ version, engine }, 1);
    collectDefaultMetrics({ register: this.#registry });
  }

  request(method: string, route: string, status: number, seconds: number): void {
    this.#requests.observe({ method, route, status: String(status) }, seconds);
  }

  /** `outcome`: `done`, or the error code of a refusal. */
  command(name: string, outcome: string, seconds: number): void {
    this.#commands.observe({ command: name }, seconds);
    this.#outcomes.inc({ command: name, outcome });
  }

  /** A station listens; call what comes back when it has gone. */
  streamOpened(): () => void {
    this.#streams.inc();
    return () => this.#streams.dec();
  }

  /** The text that Prometheus reads, and its content type. */
  async text(): Promise<{ readonly type: string; readonly body: string }> {
    return { type: this.#registry.contentType, body: await this.#registry.metrics() };
  }
}
