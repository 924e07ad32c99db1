import type { z } from 'zod';
import {
  EnrolledStation,
  LogInAnswer,
  OneTimePassword,
  Session,
  StationCode,
  type MakeStationCode,
  type OfficerRole,
} from '../../shared/api/access.ts';
import { paths } from '../../shared/api/routes.ts';
import type { StationRole } from '../../shared/api/site.ts';
import { ApiClient, type ApiAnswer } from './api-client.ts';

/** What administrators do, for tests that are about something else. Each throws when it does not succeed. */

/** A password that an invented officer chose. */
export const goodPassword = 'con mèo ngủ trên mái';

/** Enrols a station with what the administrator of the site has. */
export async function enrol(
  admin: ApiClient,
  role: StationRole,
  stationId = `may-${role}`,
): Promise<{ readonly station: EnrolledStation; readonly api: ApiClient }> {
  const body: z.input<typeof MakeStationCode> = {
    stationId,
    role,
    name: `Máy ${role}`,
    counterId: role === 'counter' || role === 'rating' ? 'quay-1' : null,
  };
  const { code } = (await admin.post(paths.stationCodes, body)).as(StationCode);
  const enrolled = await new ApiClient(admin.url, {}, admin.siteId).post(paths.enrolStation, {
    code,
    appVersion: '0.0.0-test',
  });
  const station = enrolled.as(EnrolledStation);
  return { station, api: new ApiClient(admin.url, { stationKey: station.key }, admin.siteId) };
}

/** Makes an account; its first password is for one use. */
export async function addOfficer(
  admin: ApiClient,
  userName: string,
  roles: readonly OfficerRole[],
  skills: readonly string[] = [],
): Promise<OneTimePassword> {
  const body = { userName, displayName: 'Người Thử Nghiệm', roles, skills };
  return (await admin.post(paths.officers, body)).as(OneTimePassword);
}

type OneTimePassword = z.output<typeof OneTimePassword>;

export function logIn(from: ApiClient, userName: string, password: string): Promise<ApiAnswer> {
  return from.post(paths.logIn, { userName, password });
}

/** Logs in where no second factor is asked for. */
export async function loggedIn(from: ApiClient, userName: string, password: string): Promise<Session> {
  const { session } = (await logIn(from, userName, password)).as(LogInAnswer);
  if (session === null) throw new Error('a second factor is asked for');
  return session;
}

/** A person with a password of their own, signed in at a station (or, with a client that has no key, from none). */
export async function officerAt(
  admin: ApiClient,
  from: ApiClient,
  userName: string,
  roles: readonly OfficerRole[],
  skills: readonly string[] = [],
): Promise<{ readonly api: ApiClient; readonly session: Session; readonly officerId: string }> {
  const { officer, oneTimePassword } = await addOfficer(admin, userName, roles, skills);
  const first = await loggedIn(from, userName, oneTimePassword);
  const change = await as(from, first).post(paths.changePassword, {
    current: oneTimePassword,
    next: goodPassword,
  });
  if (change.status !== 200) throw new Error(`password not changed: ${change.code()}`);
  const session = await loggedIn(from, userName, goodPassword);
  return { api: as(from, session), session, officerId: officer.officerId };
}

/** A client of the same place with the session's token. */
export function as(from: ApiClient, session: Session): ApiClient {
  return from.withToken(session.tokens.accessToken);
}

/** Refreshes from a place. */
export function refresh(from: ApiClient, session: Session): Promise<ApiAnswer> {
  return from.post(paths.refreshSession, { refreshToken: session.tokens.refreshToken });
}

/** Refreshes, and expects the next pair. */
export async function refreshed(from: ApiClient, session: Session): Promise<Session> {
  return (await refresh(from, session)).as(Session);
}
