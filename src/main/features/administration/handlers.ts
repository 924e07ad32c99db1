import type { z } from 'zod';
import {
  ColleagueList,
  Done,
  Officer,
  OfficerList,
  OneTimePassword,
  StationCode,
  StationList,
} from '../../../shared/api/access.ts';
import { fillPath, paths } from '../../../shared/api/routes.ts';
import type { StationConfig } from '../../../shared/contract/config.ts';
import type { administrationCalls } from '../../../shared/contract/administration.ts';
import type { AppError } from '../../../shared/errors.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { CentralHttp } from '../../central-client/http.ts';
import type { CallContext, Handlers } from '../../host/handlers.ts';
import { callingStation } from '../station/stations.ts';

type Path = (typeof paths)[keyof typeof paths];

/**
 * What administrators do about people and stations. Central decides by who is signed in; here only windows that people work at
 * are let through, since an embedded central lets in the whole installation. Nothing of it goes by the outbox: what was not
 * answered is done again by the person, who sees how it stands.
 */
export function administrationHandlers(
  config: () => StationConfig,
  http: () => CentralHttp,
): Pick<Handlers, keyof typeof administrationCalls> {
  const pathOf = (path: Path, values: Readonly<Record<string, string>>): string =>
    fillPath(path, { siteId: config().siteId, ...values });

  async function get<S extends z.ZodType>(
    context: CallContext,
    path: Path,
    schema: S,
  ): Promise<Result<z.output<S>, AppError>> {
    const station = callingStation(config(), context, 'counter', 'supervisor');
    return station.ok ? http().get(pathOf(path, {}), schema) : station;
  }

  async function post<S extends z.ZodType>(
    context: CallContext,
    path: Path,
    values: Readonly<Record<string, string>>,
    body: unknown,
    schema: S,
  ): Promise<Result<z.output<S>, AppError>> {
    const station = callingStation(config(), context, 'counter', 'supervisor');
    if (!station.ok) return station;
    // A code is made for a station, which may be another one of this machine: it is the window that asks.
    const answer = await http().post(pathOf(path, values), body, schema, undefined, 'window');
    return answer.ok ? ok(answer.value.value) : answer;
  }

  return {
    'officers.list': (_, context) => get(context, paths.officers, OfficerList),
    'officers.add': (body, context) => post(context, paths.officers, {}, body, OneTimePassword),
    'officers.change': ({ officerId, ...body }, context) =>
      post(context, paths.officer, { officerId }, body, Officer),
    'officers.reset': (which, context) => post(context, paths.resetOfficer, which, {}, OneTimePassword),
    'officers.unlock': (which, context) => post(context, paths.unlockOfficer, which, {}, Officer),
    'officers.dropFactor': (which, context) => post(context, paths.dropOfficerFactor, which, {}, Officer),
    'officers.endSessions': (which, context) => post(context, paths.logOutOfficer, which, {}, Officer),
    'officers.atWork': (_, context) => get(context, paths.colleagues, ColleagueList),
    'enrolment.stations': (_, context) => get(context, paths.hello, StationList),
    'enrolment.makeCode': (body, context) => post(context, paths.stationCodes, {}, body, StationCode),
    'enrolment.revoke': async (which, context) => {
      const done = await post(context, paths.revokeStation, which, {}, Done);
      return done.ok ? ok(null) : done;
    },
  };
}
