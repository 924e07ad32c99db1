import { streamSSE } from 'hono/streaming';
import { z } from 'zod';
import { SiteEvent } from '../../shared/api/events.ts';
import { SiteSnapshot } from '../../shared/api/queue.ts';
import { paths } from '../../shared/api/routes.ts';
import { Site, StationHello, Unit, UnitList } from '../../shared/api/site.ts';
import { appError, causeOf, type AppError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { Central } from '../central.ts';
import { lastSequence } from '../events/event-log.ts';
import { streamEvents } from '../events/event-stream.ts';
import { takeSnapshot } from '../queue/snapshot.ts';
import { isSame, keepTagged, unchanged } from './etag.ts';
import {
  jsonBody,
  readAnswers,
  refuse,
  route,
  sitePath,
  speaksFor,
  type CentralApp,
  type CentralContext,
} from './http.ts';

const site = route({
  method: 'get',
  path: paths.site,
  permission: 'site.read',
  tags: ['Site'],
  summary: 'A site as it stands at the head of its papers',
  request: { params: sitePath },
  responses: readAnswers(Site, 'The site'),
});

const units = route({
  method: 'get',
  path: paths.units,
  permission: 'site.read',
  tags: ['Site'],
  summary: 'The units of the site’s province, old ones included',
  request: { params: sitePath },
  responses: readAnswers(UnitList, 'The units, by code'),
});

const hello = route({
  method: 'post',
  path: paths.hello,
  permission: 'station.hello',
  tags: ['Site'],
  summary: 'A station says who it is',
  description: 'Saying it again changes nothing but the time, so this needs no Idempotency-Key.',
  request: { params: sitePath, body: jsonBody(StationHello) },
  responses: readAnswers(Site, 'The site that the station belongs to'),
});

const snapshot = route({
  method: 'get',
  path: paths.snapshot,
  permission: 'queue.read',
  tags: ['Site'],
  summary: 'The whole queue of the site, as of its last event',
  request: { params: sitePath },
  description: 'Answers 304 to an `If-None-Match` with the tag of what is still so.',
  responses: readAnswers(SiteSnapshot, 'The queue; ask for the events after `sequence`'),
});

const Sequence = z.coerce.number().int().min(0);

const events = route({
  method: 'get',
  path: paths.events,
  permission: 'queue.read',
  tags: ['Site'],
  summary: 'What happens at the site, as server-sent events',
  description:
    'The id of each event is its sequence number. Resume with `Last-Event-ID` (or `after`); without either only what comes from now on is sent. `event: reset` says that the events in between are not all there: take a snapshot; the stream goes on after the sequence in its data. A comment comes every 15 seconds of silence.',
  request: {
    params: sitePath,
    query: z.object({ after: Sequence.optional().describe('the last event that the station has') }),
    headers: z.object({
      'last-event-id': Sequence.optional().describe('the same, as an EventSource sends it'),
    }),
  },
  responses: {
    ...readAnswers(z.never(), ''),
    200: {
      description: 'A stream of events; each `data` is a SiteEvent as JSON',
      content: { 'text/event-stream': { schema: SiteEvent } },
    },
  },
});

/** Routes of a site: who it is, who is there, what happens. */
export function siteRoutes(app: CentralApp, central: Central): void {
  const { database } = central;
  app.openapi(site, async (context) => {
    const found = await findSite(central, context.req.valid('param').siteId);
    return found.ok ? context.json(found.value, 200) : refuse(context, found.error);
  });
  app.openapi(units, async (context) => {
    const { siteId } = context.req.valid('param');
    const found = await findSite(central, siteId);
    if (!found.ok) return refuse(context, found.error);
    const rows = await database
      .selectFrom('unit')
      .select('body')
      .where('site_id', '=', siteId)
      .orderBy('code')
      .orderBy('valid_from')
      .execute();
    return context.json({ items: rows.map((row) => Unit.parse(row.body)) }, 200);
  });
  app.openapi(hello, async (context) => {
    const { siteId } = context.req.valid('param');
    const station = context.req.valid('json');
    const found = await findSite(central, siteId);
    if (!found.ok) return refuse(context, found.error);
    if (!speaksFor(context, station.stationId))
      return refuse(context, appError('permission-denied', { station: station.stationId }));
    await keepStation(central, siteId, station);
    return context.json(found.value, 200);
  });
  app.openapi(snapshot, async (context) => {
    const { siteId } = context.req.valid('param');
    const now = central.clock.now();
    const tag = await snapshotTag(database, siteId, now);
    if (tag !== null && isSame(context, tag)) return unchanged(context, tag);
    const taken = await takeSnapshot(database, siteId, now);
    if (!taken.ok) return refuse(context, taken.error);
    keepTagged(context, tagOf(taken.value.sequence, now));
    return context.json(taken.value, 200);
  });
  app.openapi(events, async (context) => {
    const { siteId } = context.req.valid('param');
    const joined = await central.feeds.join(siteId);
    if (joined === null) return refuse(context, appError('not-found', { siteId }));
    const { feed, leave } = joined;
    const after = context.req.valid('header')['last-event-id'] ?? context.req.valid('query').after ?? null;
    const { heartbeatMs, stallMs, log } = central;
    const { signal: stopped, release } = whileLetIn(context, central);
    const { outgoing } = context.env;
    const drop = (): void => {
      log.warn('event reader dropped: it takes nothing', { siteId });
      outgoing.destroy();
    };
    return streamSSE(context, async (stream) => {
      const gone = central.metrics.streamOpened();
      try {
        await streamEvents(stream, { database, feed, siteId, after, heartbeatMs, stallMs, drop, stopped });
      } catch (thrown) {
        log.error('event stream failed', { siteId, cause: causeOf(thrown) });
      } finally {
        gone();
        release();
        leave();
      }
    });
  });
}

/** Null: there is no such site. */
async function snapshotTag(database: Central['database'], siteId: string, now: Date): Promise<string | null> {
  const sequence = await lastSequence(database, siteId);
  return sequence === null ? null : tagOf(sequence, now);
}

/** Weak: waiting times and estimates move on by themselves, but nobody looks closer than a minute. */
function tagOf(sequence: number, now: Date): string {
  return `W/"${sequence}-${Math.floor(now.getTime() / 60_000)}"`;
}

/** A signal that the server stops, or that the caller has been shut out: the key was revoked, the session is over. */
function whileLetIn(
  context: CentralContext,
  { stopped, heartbeatMs }: Central,
): { readonly signal: AbortSignal; readonly release: () => void } {
  const over = new AbortController();
  const abort = (): void => over.abort();
  const { isStillLetIn } = context.var;
  const watch = setInterval(() => {
    // A database that does not answer now is no reason: the next look decides.
    isStillLetIn().then(
      (isLetIn) => (isLetIn ? undefined : abort()),
      () => undefined,
    );
  }, heartbeatMs);
  watch.unref();
  stopped.addEventListener('abort', abort);
  if (stopped.aborted) abort();
  return {
    signal: over.signal,
    release: () => {
      clearInterval(watch);
      stopped.removeEventListener('abort', abort);
    },
  };
}

async function findSite(central: Central, siteId: string): Promise<Result<Site, AppError>> {
  const row = await central.database
    .selectFrom('site')
    .select('body')
    .where('site_id', '=', siteId)
    .executeTakeFirst();
  return row === undefined ? err(appError('not-found', { siteId })) : ok(Site.parse(row.body));
}

async function keepStation(
  central: Central,
  siteId: string,
  station: z.output<typeof StationHello>,
): Promise<void> {
  const facts = {
    role: station.role,
    name: station.name,
    counter_id: station.counterId,
    app_version: station.appVersion,
    seen_at: central.clock.now(),
  };
  const { app_version, seen_at } = facts;
  // What an enrolled station is was said at its enrolment: it cannot make itself another.
  const enrolled = await central.database
    .updateTable('station')
    .set({ app_version, seen_at })
    .where('site_id', '=', siteId)
    .where('station_id', '=', station.stationId)
    .where('key_hash', 'is not', null)
    .executeTakeFirst();
  if (Number(enrolled.numUpdatedRows) > 0) return;
  await central.database
    .insertInto('station')
    .values({ site_id: siteId, station_id: station.stationId, ...facts })
    .onConflict((conflict) => conflict.columns(['site_id', 'station_id']).doUpdateSet(facts))
    .execute();
}
