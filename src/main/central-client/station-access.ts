import type { z } from 'zod';
import { Done, LogInAnswer, Me, Session } from '../../shared/api/access.ts';
import { fillPath, headers, paths } from '../../shared/api/routes.ts';
import type { SignedIn } from '../../shared/contract/access.ts';
import { appError, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Log } from '../log.ts';
import type { StationDatabase } from '../store/database.ts';
import { stationKeyOnly, type Credentials } from './credentials.ts';
import type { CentralHttp } from './http.ts';

interface Row {
  readonly station_id: string;
  readonly station_key: string;
  readonly session: string | null;
}

/** Makes a connection to central with other credentials than this installation's usual ones. */
export type Connect = (credentials: Credentials) => Promise<Result<CentralHttp, AppError>>;

export interface StationAccessOptions {
  readonly database: StationDatabase;
  readonly siteId: string;
  readonly connect: Connect;
  /** The station whose window is being answered. */
  readonly caller: () => string | null;
  readonly log: Log;
  /** Who is signed in at a station has changed. */
  readonly onChanged: (stationId: string) => void;
}

/**
 * The keys of the stations that were enrolled here, and who is signed in at each. Both are kept in the station's encrypted
 * store, never in the configuration and never in a window.
 */
export class StationAccess implements Credentials {
  readonly #keys = new Map<string, string>();
  readonly #sessions = new Map<string, Session>();
  readonly #challenges = new Map<string, string>();
  readonly #renewing = new Map<string, Promise<boolean>>();

  private constructor(private readonly options: StationAccessOptions) {}

  /** Reads what is kept. */
  static async load(options: StationAccessOptions): Promise<StationAccess> {
    const access = new StationAccess(options);
    const rows = await options.database.all<Row>(
      `SELECT station_id, station_key, session FROM station_access WHERE site_id = ?`,
      [options.siteId],
    );
    for (const row of rows) {
      access.#keys.set(row.station_id, row.station_key);
      const session = Session.safeParse(row.session === null ? null : JSON.parse(row.session));
      if (session.success) access.#sessions.set(row.station_id, session.data);
    }
    return access;
  }

  headersOf(stationId: string | null): Readonly<Record<string, string>> {
    const asked = this.#askedBy(stationId);
    const session = asked === null ? undefined : this.#sessions.get(asked);
    return {
      ...this.#keyOf(asked ?? this.#anyStation()),
      ...(session === undefined ? {} : { Authorization: `Bearer ${session.tokens.accessToken}` }),
    };
  }

  headersOfStation(): Readonly<Record<string, string>> {
    return this.#keyOf(this.#anyStation());
  }

  isSignedOut(stationId: string | null): boolean {
    const asked = this.#askedBy(stationId);
    return asked === null || !this.#sessions.has(asked);
  }

  /** One refresh at a time per station: a refresh token works once. */
  renew(stationId: string | null): Promise<boolean> {
    const station = this.#askedBy(stationId);
    if (station === null || !this.#sessions.has(station)) return Promise.resolve(false);
    const running =
      this.#renewing.get(station) ??
      this.#refresh(station).finally(() => {
        this.#renewing.delete(station);
      });
    this.#renewing.set(station, running);
    return running;
  }

  /** Stations where somebody is signed in. */
  signedInStations(): string[] {
    return [...this.#sessions.keys()];
  }

  /** Who is signed in at a station; null: nobody. */
  signedIn(stationId: string): SignedIn | null {
    const me = this.#sessions.get(stationId)?.me;
    if (me === undefined) return null;
    const { officerId, userName, displayName, roles, mustChangePassword, hasSecondFactor } = me;
    return { officerId, userName, displayName, roles, mustChangePassword, hasSecondFactor };
  }

  /** Logs somebody in. `needsCode`: the code of the second factor goes to {@link answerChallenge}. */
  async logIn(
    stationId: string,
    userName: string,
    password: string,
  ): Promise<Result<{ needsCode: boolean }, AppError>> {
    const answer = await this.#post(stationId, paths.logIn, { userName, password }, LogInAnswer);
    if (!answer.ok) return answer;
    const { session, challenge } = answer.value;
    if (challenge !== null) this.#challenges.set(stationId, challenge);
    if (session !== null) await this.#keep(stationId, session);
    return ok({ needsCode: session === null });
  }

  /** The second step. Error: `session-ended` where there is no first one, or it was too long ago. */
  async answerChallenge(stationId: string, code: string): Promise<Result<null, AppError>> {
    const challenge = this.#challenges.get(stationId);
    if (challenge === undefined) return err(appError('session-ended'));
    const answer = await this.#post(stationId, paths.answerChallenge, { challenge, code }, LogInAnswer);
    if (!answer.ok) return answer;
    this.#challenges.delete(stationId);
    if (answer.value.session !== null) await this.#keep(stationId, answer.value.session);
    return ok(null);
  }

  async changePassword(stationId: string, current: string, next: string): Promise<Result<null, AppError>> {
    const changed = await this.#asOfficer(stationId, paths.changePassword, { current, next }, Me);
    if (!changed.ok) return changed;
    const session = this.#sessions.get(stationId);
    if (session !== undefined) await this.#keep(stationId, { ...session, me: changed.value });
    return ok(null);
  }

  /** The second factor of whoever is signed in was set up or given up. */
  async noteSecondFactor(stationId: string, hasSecondFactor: boolean): Promise<void> {
    const session = this.#sessions.get(stationId);
    if (session !== undefined)
      await this.#keep(stationId, { ...session, me: { ...session.me, hasSecondFactor } });
  }

  /** Forgets who is signed in, and tells central if it can be told. */
  async logOut(stationId: string): Promise<void> {
    const told = await this.#asOfficer(stationId, paths.endSession, {}, Done);
    if (!told.ok)
      this.options.log.warn('central not told of a log-out', { station: stationId, code: told.error.code });
    await this.#drop(stationId);
  }

  async #refresh(stationId: string): Promise<boolean> {
    const refreshToken = this.#sessions.get(stationId)?.tokens.refreshToken;
    if (refreshToken === undefined) return false;
    const answer = await this.#post(stationId, paths.refreshSession, { refreshToken }, Session);
    if (answer.ok) {
      await this.#keep(stationId, answer.value);
      return true;
    }
    // Central away: the session may still be good.
    if (answer.error.code === 'session-ended') await this.#drop(stationId);
    return false;
  }

  async #asOfficer<S extends z.ZodType>(
    stationId: string,
    path: string,
    body: unknown,
    schema: S,
  ): Promise<Result<z.output<S>, AppError>> {
    const once = async (): Promise<Result<z.output<S>, AppError>> => {
      const carried = this.headersOf(stationId);
      const credentials = { ...stationKeyOnly(null), headersOf: () => carried };
      return this.#send(credentials, path, body, schema);
    };
    const first = await once();
    if (first.ok || first.error.code !== 'session-ended') return first;
    return (await this.renew(stationId)) ? once() : first;
  }

  #post<S extends z.ZodType>(
    stationId: string,
    path: string,
    body: unknown,
    schema: S,
  ): Promise<Result<z.output<S>, AppError>> {
    return this.#send(stationKeyOnly(this.#keys.get(stationId) ?? null), path, body, schema);
  }

  async #send<S extends z.ZodType>(
    credentials: Credentials,
    path: string,
    body: unknown,
    schema: S,
  ): Promise<Result<z.output<S>, AppError>> {
    const http = await this.options.connect(credentials);
    if (!http.ok) return http;
    const answer = await http.value.post(fillPath(path, { siteId: this.options.siteId }), body, schema);
    return answer.ok ? ok(answer.value.value) : answer;
  }

  async #keep(stationId: string, session: Session): Promise<void> {
    const before = this.#sessions.get(stationId)?.me;
    this.#sessions.set(stationId, session);
    await this.#write(stationId, JSON.stringify(session));
    if (JSON.stringify(before) !== JSON.stringify(session.me)) this.options.onChanged(stationId);
  }

  async #drop(stationId: string): Promise<void> {
    this.#sessions.delete(stationId);
    this.#challenges.delete(stationId);
    await this.#write(stationId, null);
    this.options.onChanged(stationId);
  }

  async #write(stationId: string, session: string | null): Promise<void> {
    await this.options.database.run(
      `UPDATE station_access SET session = ? WHERE site_id = ? AND station_id = ?`,
      [session, this.options.siteId, stationId],
    );
  }

  /** The station that a request names, else the one whose window asks; null: the app by itself, which is nobody. */
  #askedBy(named: string | null): string | null {
    for (const one of [named, this.options.caller()]) if (one !== null && this.#keys.has(one)) return one;
    return null;
  }

  #anyStation(): string | null {
    const [first] = this.#keys.keys();
    return first ?? null;
  }

  #keyOf(stationId: string | null): Readonly<Record<string, string>> {
    const key = stationId === null ? undefined : this.#keys.get(stationId);
    return key === undefined ? {} : { [headers.stationKey]: key };
  }
}

/** Keeps the key of a station that was just enrolled; a session of the one before is over. */
export async function keepStationKey(
  database: StationDatabase,
  siteId: string,
  stationId: string,
  key: string,
): Promise<void> {
  await database.run(
    `INSERT INTO station_access (site_id, station_id, station_key) VALUES (?, ?, ?)
     ON CONFLICT (site_id, station_id) DO UPDATE SET station_key = excluded.station_key, session = NULL`,
    [siteId, stationId, key],
  );
}
