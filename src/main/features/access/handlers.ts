import { EnrolledStation } from '../../../shared/api/access.ts';
import { paths } from '../../../shared/api/routes.ts';
import type { AccessState } from '../../../shared/contract/access.ts';
import type { StationConfig } from '../../../shared/contract/config.ts';
import { appError, causeOf, type AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { stationKeyOnly } from '../../central-client/credentials.ts';
import { createCentralHttp } from '../../central-client/http.ts';
import type { Outbox } from '../../central-client/outbox.ts';
import { keepStationKey, type StationAccess } from '../../central-client/station-access.ts';
import { loadConfig, saveConfig } from '../../config/config-file.ts';
import type { CallContext, Handlers } from '../../host/handlers.ts';
import type { StationDatabase } from '../../store/database.ts';
import { withEnrolled } from './enrolled-config.ts';

/** What the calls about access need of the app around them. */
export interface AccessServices {
  readonly config: () => StationConfig;
  readonly configPath: string;
  readonly database: StationDatabase;
  /** Null: this installation is let in by one key, and nobody logs in. */
  readonly access: StationAccess | null;
  readonly outbox: Outbox;
  readonly correlationId: () => string;
  readonly version: string;
}

type AccessHandlers = Pick<
  Handlers,
  | 'access.state'
  | 'access.enrol'
  | 'access.logIn'
  | 'access.secondFactor'
  | 'access.changePassword'
  | 'access.logOut'
>;

/** Whether people have to log in at a station: at those that they work at. */
export function isLogInRequired(
  { config, access }: Pick<AccessServices, 'config' | 'access'>,
  stationId: string | null,
): boolean {
  const role = config().stations.find((station) => station.id === stationId)?.role;
  return access !== null && (role === 'counter' || role === 'supervisor');
}

/** A station where people log in, and who is signed in at the stations of this installation. */
export interface LogInPlace {
  readonly access: StationAccess;
  readonly stationId: string;
}

/** The station of a window where people log in; null: there is nobody to log in. */
export function logInPlace(
  services: Pick<AccessServices, 'config' | 'access'>,
  { stationId }: CallContext,
): LogInPlace | null {
  const { access } = services;
  if (access === null || stationId === null || !isLogInRequired(services, stationId)) return null;
  return { access, stationId };
}

/** What a window knows of who works at its station. */
export async function accessState(services: AccessServices, stationId: string | null): Promise<AccessState> {
  const { access, outbox } = services;
  const isRequired = isLogInRequired(services, stationId);
  const signedIn = isRequired && stationId !== null ? (access?.signedIn(stationId) ?? null) : null;
  const waiting = signedIn === null ? 0 : await outbox.pendingOf(signedIn.officerId);
  return { stationId, isRequired, signedIn, waiting };
}

/** Calls about who may what: enrolling this installation, and logging in at its stations. */
export function accessHandlers(services: AccessServices): AccessHandlers {
  const refused = (): Result<never, AppError> => err(appError('permission-denied'));

  const at = (context: CallContext): LogInPlace | null => logInPlace(services, context);

  return {
    'access.state': async (_, context) => ok(await accessState(services, context.stationId)),

    'access.enrol': async ({ url, code, caFile }, context) => {
      if (context.window !== 'settings') return refused();
      // As it stands in the file: a station that was enrolled a moment ago is there and not yet in use.
      const inFile = await loadConfig(services.configPath);
      const config = inFile.ok && inFile.value.fromFile ? inFile.value.config : services.config();
      const http = await createCentralHttp(
        { url, caFile, language: config.language, credentials: stationKeyOnly(null) },
        services.correlationId,
      );
      if (!http.ok) return http;
      const body = { code, appVersion: services.version };
      const enrolled = await http.value.post(paths.enrolStation, body, EnrolledStation);
      if (!enrolled.ok) return enrolled;
      const station = enrolled.value.value;
      const { siteId, stationId, role, name, key } = station;
      try {
        await keepStationKey(services.database, siteId, stationId, key);
      } catch (thrown) {
        return err(appError('store-unwritable', {}, causeOf(thrown)));
      }
      const central = { mode: 'enrolled' as const, url, ...(caFile === undefined ? {} : { caFile }) };
      const after = withEnrolled(config, central, station);
      const saved = await saveConfig(services.configPath, after);
      return saved.ok ? ok({ stationId, role, name, config: after }) : saved;
    },

    'access.logIn': async ({ userName, password }, context) => {
      const here = at(context);
      if (here === null) return refused();
      const done = await here.access.logIn(here.stationId, userName, password);
      if (done.ok && !done.value.needsCode) void services.outbox.replay();
      return done;
    },

    'access.secondFactor': async ({ code }, context) => {
      const here = at(context);
      if (here === null) return refused();
      const done = await here.access.answerChallenge(here.stationId, code);
      if (done.ok) void services.outbox.replay();
      return done;
    },

    'access.changePassword': async ({ current, next }, context) => {
      const here = at(context);
      if (here === null) return refused();
      const done = await here.access.changePassword(here.stationId, current, next);
      if (done.ok) void services.outbox.replay();
      return done;
    },

    'access.logOut': async (_, context) => {
      const here = at(context);
      if (here === null) return refused();
      await here.access.logOut(here.stationId);
      return ok(null);
    },
  };
}
