import { headers } from '../../shared/api/routes.ts';

/** What a request to central carries, so that it is let in. */
export interface Credentials {
  /**
   * Headers for a request.
   * @param stationId the station that the request names; null: the one whose window asks
   */
  headersOf(stationId: string | null): Readonly<Record<string, string>>;
  /** Headers of what no person asks for: the event stream goes on whoever is signed in. */
  headersOfStation(): Readonly<Record<string, string>>;
  /**
   * Central said that the officer's session is over. Gets the next token, or learns that somebody has to log in again.
   * @returns whether the request is worth another attempt
   */
  renew(stationId: string | null): Promise<boolean>;
  /** Whether somebody would have to log in before the request can be let in. */
  isSignedOut(stationId: string | null): boolean;
}

/** One key for everything: an embedded central, or one that was set up the old way. */
export function fixedKey(accessKey: string): Credentials {
  const carried = { Authorization: `Bearer ${accessKey}` };
  return {
    headersOf: () => carried,
    headersOfStation: () => carried,
    renew: () => Promise.resolve(false),
    isSignedOut: () => false,
  };
}

/** The key of a station, or no key yet; nobody signed in. */
export function stationKeyOnly(key: string | null): Credentials {
  const carried: Record<string, string> = key === null ? {} : { [headers.stationKey]: key };
  return { ...fixedKey(''), headersOf: () => carried, headersOfStation: () => carried };
}
