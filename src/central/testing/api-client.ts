import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { fillPath, headers, paths } from '../../shared/api/routes.ts';

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

/** Who asks: a station, an officer at one, an officer from elsewhere, or nobody. */
export interface Caller {
  readonly stationKey?: string;
  /** Of an officer; or the access key of an installation. */
  readonly accessToken?: string;
}

/** Speaks to a central over real HTTP, as somebody at one site; a text alone is the access key of an installation. */
export class ApiClient {
  constructor(
    readonly url: string,
    private readonly caller: string | Caller,
    readonly siteId: string,
  ) {}

  /** The same station at another node. */
  at(url: string): ApiClient {
    return new ApiClient(url, this.caller, this.siteId);
  }

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

  /** The same place, with the token of somebody who signed in there. */
  withToken(accessToken: string): ApiClient {
    const caller = typeof this.caller === 'string' ? {} : this.caller;
    return new ApiClient(this.url, { ...caller, accessToken }, this.siteId);
  }

  /** What every request carries. */
  authorization(): Readonly<Record<string, string>> {
    const caller = typeof this.caller === 'string' ? { accessToken: this.caller } : this.caller;
    return {
      ...(caller.accessToken === undefined ? {} : { Authorization: `Bearer ${caller.accessToken}` }),
      ...(caller.stationKey === undefined ? {} : { [headers.stationKey]: caller.stationKey }),
    };
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
    if (!response.ok) await expectDescribed(this.url, method, path, response.status, parsed);
    return {
      status: response.status,
      headers: response.headers,
      body: parsed,
      as: (schema) => schema.parse(parsed),
      code: () => z.object({ code: z.string() }).parse(parsed).code,
    };
  }
}

interface DescribedApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly responses: Responses }>>>>;
}
type Responses = Readonly<
  Record<string, { readonly content?: Readonly<Record<string, { readonly examples?: object }>> }>
>;

/** Kept per server: the description is the same from start to end. */
const descriptions = new Map<string, Promise<DescribedApi>>();

/**
 * Throws when a route answers with a problem that its description does not list. So every test that gets a refusal also
 * proves that whoever reads the description knows of it.
 */
async function expectDescribed(
  url: string,
  method: string,
  path: Path,
  status: number,
  body: unknown,
): Promise<void> {
  const known = descriptions.get(url) ?? fetch(`${url}${paths.openapi}`).then(readDescription);
  descriptions.set(url, known);
  const { code } = z.object({ code: z.string() }).parse(body);
  const operation = (await known).paths[path]?.[method.toLowerCase()];
  // 413 and 415 are HTTP's own words for a bad request.
  const listed = operation?.responses[String(code === 'bad-request' ? 400 : status)]?.content;
  const examples = listed?.['application/problem+json']?.examples ?? {};
  if (operation !== undefined && !(code in examples))
    throw new Error(`${method} ${path} answered ${status} ${code}, which its description does not list`);
}

async function readDescription(response: Response): Promise<DescribedApi> {
  return (await response.json()) as DescribedApi;
}
