import { createHash, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { headers, openPaths } from '../../shared/api/routes.ts';
import type { Permission } from '../../shared/api/permissions.ts';
import { appError, causeOf, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Principal, StationPrincipal } from '../access/principal.ts';
import { officerOf, siteOf, stationOf } from '../access/principal.ts';
import type { Central } from '../central.ts';
import { writeAudit } from '../privacy/audit.ts';
import { addressOf } from './address.ts';
import { refuse, type CentralContext, type CentralEnvironment } from './http.ts';

/**
 * Finds out who asks, for every address under /v1: a station by its key in `Station-Key`, an officer by the access token in
 * `Authorization`, from the station that the session is at, or an installation by the access key. Nobody gets further than
 * the routes by which a key or a session is got. Stations are held to their rate.
 */
export function identify(central: Central): MiddlewareHandler<CentralEnvironment> {
  const { access, log } = central;
  const isAccessKey = accessKeyCheck(central.accessKey);
  const open = openPaths.map((path) => new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`));

  async function find(context: CentralContext, isOpen: boolean): Promise<Result<Principal, AppError>> {
    const key = context.req.header(headers.stationKey);
    const bearer = /^Bearer (.+)$/i.exec(context.req.header('authorization') ?? '')?.[1] ?? null;
    let station: StationPrincipal | null = null;
    if (key !== undefined) {
      station = await access.credentials.station(key);
      if (station === null) return err(appError('not-authenticated'));
    }
    // Whoever logs in or refreshes may still carry a token that is over.
    if (isOpen) return ok(station ?? { kind: 'nobody' });
    if (bearer === null) return station === null ? err(appError('not-authenticated')) : ok(station);
    if (key === undefined && isAccessKey(bearer)) return ok({ kind: 'installation' });
    if (!bearer.startsWith('qma.')) return err(appError('not-authenticated'));
    const officer = await access.credentials.officer(bearer, station);
    return officer === null ? err(appError('session-ended')) : ok(officer);
  }

  /** Seconds to wait, 0 for none. */
  function overRate(context: CentralContext, principal: Principal, isOpen: boolean): number {
    if (isOpen) return access.limits.logInPerAddress.take(addressOf(context, central.trustedProxies));
    if (principal.kind === 'installation' || principal.kind === 'nobody') return 0;
    const who = stationOf(principal) ?? officerOf(principal) ?? '';
    return access.limits.requestsPerStation.take(`${principal.siteId} ${who}`);
  }

  async function writeRefusal(principal: Principal, permission: Permission): Promise<void> {
    const siteId = siteOf(principal);
    if (siteId === null) return;
    const stationId = stationOf(principal);
    const officerId = officerOf(principal);
    const who = `${siteId} ${stationId ?? ''} ${officerId ?? ''}`;
    if (access.limits.refusalsWritten.take(who) > 0) return;
    const entry = { siteId, at: central.clock.now(), stationId, officerId };
    try {
      await central.database.transaction().execute((transaction) =>
        writeAudit(transaction, central.seal, {
          ...entry,
          action: 'permission.refused',
          reference: permission,
        }),
      );
    } catch (thrown) {
      // The refusal stands whether it could be written down or not.
      log.error('refusal not audited', { cause: causeOf(thrown) });
    }
  }

  return async (context, next) => {
    const isOpen = open.some((pattern) => pattern.test(context.req.path)) && context.req.method === 'POST';
    const found = await find(context, isOpen);
    if (!found.ok) {
      context.header('WWW-Authenticate', 'Bearer');
      return refuse(context, found.error);
    }
    const seconds = overRate(context, found.value, isOpen);
    if (seconds > 0) return refuse(context, appError('too-many-requests', { seconds }));
    context.set('principal', found.value);
    context.set('isStillLetIn', async () => (await find(context, isOpen)).ok);
    context.set('noteRefusal', (permission) => writeRefusal(found.value, permission));
    await next();
    return undefined;
  };
}

/** Compared by hash, so that the time taken says nothing about the key. */
function accessKeyCheck(accessKey: string | null): (given: string) => boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  const expected = accessKey === null ? null : hash(accessKey);
  return (given) => expected !== null && timingSafeEqual(hash(given), expected);
}
