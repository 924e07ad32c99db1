import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { Dossier } from '../../../shared/api/dossiers.ts';
import {
  AuditExport,
  AuditPage,
  AuditVerification,
  CitizenData,
  ErasureAnswer,
} from '../../../shared/api/privacy.ts';
import { GroupCode } from '../../../shared/api/primitives.ts';
import { TicketStory } from '../../../shared/api/queue.ts';
import { GroupHistory, ServiceGroups } from '../../../shared/api/service-groups.ts';
import { fillPath, paths } from '../../../shared/api/routes.ts';
import type { StationConfig } from '../../../shared/contract/config.ts';
import type { siteAdministrationCalls } from '../../../shared/contract/site-administration.ts';
import { QueueRules } from '../../../shared/domain/queue-order.ts';
import type { AppError } from '../../../shared/errors.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { CentralHttp } from '../../central-client/http.ts';
import type { CallContext, Handlers } from '../../host/handlers.ts';
import { writeWhole, type ChooseFile } from '../../host/save-file.ts';
import { callingStation } from '../station/stations.ts';

type Path = (typeof paths)[keyof typeof paths];
const Opened = z.object({ groupCode: GroupCode, open: z.boolean() });

/** The whole log is read for it. */
const verifyLimitMs = 10 * 60_000;

/**
 * The site's rules, log and citizens' rights, and what more those who may see of dossiers and numbers. Central decides by who
 * is signed in; nothing of it goes by the outbox: what was not answered is done again by the person.
 */
export function siteAdministrationHandlers(
  config: () => StationConfig,
  http: () => CentralHttp,
  chooseFile: ChooseFile,
): Pick<Handlers, keyof typeof siteAdministrationCalls> {
  const pathOf = (path: Path, values: Readonly<Record<string, string>> = {}): string =>
    fillPath(path, { siteId: config().siteId, ...values });

  async function get<S extends z.ZodType>(
    context: CallContext,
    path: string,
    schema: S,
    more: { readonly query?: Readonly<Record<string, string>>; readonly limitMs?: number } = {},
  ): Promise<Result<z.output<S>, AppError>> {
    const station = callingStation(config(), context, 'counter', 'supervisor');
    if (!station.ok) return station;
    const { query, limitMs } = more;
    // A station that rows of the log are looked for is not the one that asks.
    return http().get(path, schema, query, {
      asker: 'window',
      ...(limitMs === undefined ? {} : { limitMs }),
    });
  }

  /** In the name of the station that asks; `key` for what changes something. */
  async function post<S extends z.ZodType>(
    context: CallContext,
    path: string,
    body: object,
    schema: S,
    key?: string,
  ): Promise<Result<z.output<S>, AppError>> {
    const station = callingStation(config(), context, 'counter', 'supervisor');
    if (!station.ok) return station;
    const answer = await http().post(path, { ...body, stationId: station.value.id }, schema, key);
    return answer.ok ? ok(answer.value.value) : answer;
  }

  return {
    'queueRules.read': (_, context) => get(context, pathOf(paths.queueRules), QueueRules),
    'queueRules.set': ({ rules, basedOn, note }, context) =>
      post(context, pathOf(paths.queueRules), { ...rules, basedOn, note }, QueueRules, randomUUID()),

    'serviceGroups.read': (_, context) => get(context, pathOf(paths.serviceGroups), ServiceGroups),
    'serviceGroups.history': (_, context) => get(context, pathOf(paths.serviceGroupHistory), GroupHistory),
    'serviceGroups.arrange': (body, context) =>
      post(context, pathOf(paths.serviceGroups), body, ServiceGroups, randomUUID()),
    'serviceGroups.setOpen': async ({ groupCode, open }, context) => {
      const path = pathOf(paths.groupOpening, { groupCode });
      const done = await post(context, path, { open }, Opened, randomUUID());
      return done.ok ? ok(null) : done;
    },

    'audit.read': (asked, context) =>
      get(context, pathOf(paths.audit), AuditPage, {
        query: Object.fromEntries(
          Object.entries(asked)
            .filter(([, value]) => value !== undefined)
            .map(([name, value]) => [name, String(value)]),
        ),
      }),
    'audit.verify': (_, context) =>
      get(context, pathOf(paths.verifyAudit), AuditVerification, { limitMs: verifyLimitMs }),
    'audit.export': async ({ from, to, reason }, context) => {
      const station = callingStation(config(), context, 'counter', 'supervisor');
      if (!station.ok) return station;
      const path = await chooseFile({ name: `nhat-ky-${from}-${to}.csv`, kind: 'csv' });
      if (path === null) return ok(null);
      let rows = 0;
      const written = await writeWhole(path, async (add) => {
        for (let after: number | null = 0; after !== null;) {
          const body: object = { from, to, reason, after };
          const part: Result<AuditExport, AppError> = await post(
            context,
            pathOf(paths.exportAudit),
            body,
            AuditExport,
          );
          if (!part.ok) return part;
          await add(part.value.text);
          rows += part.value.rows;
          after = part.value.next;
        }
        return ok(null);
      });
      return written.ok ? ok({ name: written.value, rows }) : written;
    },

    'citizens.export': (body, context) => post(context, pathOf(paths.exportCitizen), body, CitizenData),
    'citizens.erase': (body, context) =>
      post(context, pathOf(paths.eraseCitizen), body, ErasureAnswer, randomUUID()),
    'citizens.save': async ({ text }, context) => {
      const station = callingStation(config(), context, 'counter', 'supervisor');
      if (!station.ok) return station;
      const path = await chooseFile({ name: 'du-lieu-ca-nhan.txt', kind: 'text' });
      if (path === null) return ok(null);
      const written = await writeWhole(path, async (add) => {
        // With the mark and line ends that every editor of Windows takes for what they are.
        await add(`\uFEFF${text.replaceAll('\n', '\r\n')}`);
        return ok(null);
      });
      return written.ok ? ok({ name: written.value }) : written;
    },

    'dossiers.openWhole': ({ code, reason }, context) =>
      post(context, pathOf(paths.openWholeDossier, { dossierCode: code }), { reason }, Dossier),
    'tickets.story': ({ ticketId }, context) => get(context, pathOf(paths.ticket, { ticketId }), TicketStory),
  };
}
