import { Done, RecoveryCodes, SecondFactorSecret, SessionList } from '../../../shared/api/access.ts';
import { fillPath, paths } from '../../../shared/api/routes.ts';
import { appError, type AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { CentralHttp } from '../../central-client/http.ts';
import type { CallContext, Handlers } from '../../host/handlers.ts';
import { qrRows } from '../../qr-rows.ts';
import { logInPlace, type AccessServices, type LogInPlace } from './handlers.ts';

type AccountHandlers = Pick<
  Handlers,
  | 'access.beginFactor'
  | 'access.confirmFactor'
  | 'access.removeFactor'
  | 'access.sessions'
  | 'access.endOtherSessions'
>;

/**
 * What people do with their own account besides the password. The secret and the recovery codes go from central to the window
 * and are kept nowhere here.
 */
export function accountHandlers(
  services: Pick<AccessServices, 'config' | 'access'>,
  http: () => CentralHttp,
): AccountHandlers {
  const pathOf = (path: string): string => fillPath(path, { siteId: services.config().siteId });

  async function asOfficer<T>(
    context: CallContext,
    act: (place: LogInPlace) => Promise<Result<T, AppError>>,
  ): Promise<Result<T, AppError>> {
    const place = logInPlace(services, context);
    return place === null ? err(appError('permission-denied')) : act(place);
  }

  return {
    'access.beginFactor': (body, context) =>
      asOfficer(context, async () => {
        const begun = await http().post(pathOf(paths.beginSecondFactor), body, SecondFactorSecret);
        if (!begun.ok) return begun;
        const { secret, uri } = begun.value.value;
        return ok({ secret, rows: qrRows(uri) });
      }),
    'access.confirmFactor': (body, context) =>
      asOfficer(context, async ({ access, stationId }) => {
        const done = await http().post(pathOf(paths.confirmSecondFactor), body, RecoveryCodes);
        if (!done.ok) return done;
        await access.noteSecondFactor(stationId, true);
        return ok(done.value.value);
      }),
    'access.removeFactor': (body, context) =>
      asOfficer(context, async ({ access, stationId }) => {
        const done = await http().post(pathOf(paths.removeSecondFactor), body, Done);
        if (!done.ok) return done;
        await access.noteSecondFactor(stationId, false);
        return ok(null);
      }),
    'access.sessions': (_, context) =>
      asOfficer(context, () => http().get(pathOf(paths.mySessions), SessionList)),
    'access.endOtherSessions': (_, context) =>
      asOfficer(context, async () => {
        const body = { everywhere: true, keepThis: true };
        const done = await http().post(pathOf(paths.endSession), body, Done);
        return done.ok ? ok(null) : done;
      }),
  };
}
