import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { fillPath, type paths } from '../../shared/api/routes.ts';

/** An answer as it came, its body checked by whoever asks. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
  /** The body as the schema has it; throws where it is another. */
  as<S extends z.ZodType>(schema: S): z.output<S>;
  /** The code of a problem; throws where it is none. */
  code(): string;
}

type Path = (typeof paths)[keyof typeof paths];

export interface CallOptions {
  readonly values?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Speaks to a central over real HTTP, as a station of one site. */
export class ApiClient {
  constructor(
    readonly url: string,
    private readonly accessKey: string,
    readonly siteId: string,
  ) {}

  get(path: Path, options: CallOptions = {}): Promise<ApiAnswer> {
    return this.#send('GET', path, undefined, options);
  }

  /** A command, with a new key unless one is given. */
  post(path: Path, body: unknown, options: CallOptions & { readonly key?: string } = {}): Promise<ApiAnswer> {
    const key = options.key ?? randomUUID();
    return this.#send('POST', path, body, {
      ...options,
      headers: { 'Idempotency-Key': key, ...options.headers },
    });
  }

  /** The address of a route of the site. */
  address(path: Path, options: CallOptions = {}): string {
    const query = new URLSearchParams(options.query).toString();
    return `${this.url}${fillPath(path, { siteId: this.siteId, ...options.values })}${query === '' ? '' : `?${query}`}`;
  }

  /** What every request carries. */
  authorization(): { readonly Authorization: string } {
    return { Authorization: `Bearer ${this.accessKey}` };
  }

  async #send(method: string, path: Path, body: unknown, options: CallOptions): Promise<ApiAnswer> {
    const response = await fetch(this.address(path, options), {
      method,
      headers: {
        ...this.authorization(),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...options.headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const parsed: unknown = text === '' ? null : JSON.parse(text);
    return {
      status: response.status,
      headers: response.headers,
      body: parsed,
      as: (schema) => schema.parse(parsed),
      code: () => z.object({ code: z.string() }).parse(parsed).code,
    };
  }
}
