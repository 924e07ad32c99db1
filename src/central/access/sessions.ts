import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { SessionTokens } from '../../shared/api/access.ts';
import { instantText } from '../clock.ts';
import type { Tables } from '../store/tables.ts';
import { isSameHash, makeToken, type TokenParts } from './tokens.ts';

const minuteMs = 60_000;
/** How long an access token is good for: what a thief of one has at most. */
export const accessMs = 10 * minuteMs;
/** A working day, overtime included: then the person logs in again. */
export const sessionMs = 12 * 60 * minuteMs;
/** A session that was not refreshed for so long is over: the app was off, or asleep. While it runs it refreshes. */
export const idleMs = 2 * 60 * minuteMs;
/** The answer to a refresh may get lost on the way: the token before is good so long, if the new one was not used. */
export const lostAnswerMs = 30_000;

/** Why a session ended. */
export type EndReason =
  'loggedOut' | 'everywhere' | 'password' | 'disabled' | 'reset' | 'reuse' | 'administrator';

/** Whose session begins, and where. */
export interface NewSession {
  readonly siteId: string;
  readonly officerId: string;
  readonly stationId: string | null;
  readonly at: Date;
}

/** What a refresh came to. `reuse`: the token was used before, so somebody has a copy, and the session was ended. */
export type Refreshed =
  | {
      readonly kind: 'done';
      readonly tokens: SessionTokens;
      readonly sessionId: string;
      readonly officerId: string;
    }
  | { readonly kind: 'over' }
  | { readonly kind: 'reuse'; readonly sessionId: string; readonly officerId: string };

/** Begins a session. */
export async function beginSession(
  transaction: Transaction<Tables>,
  { siteId, officerId, stationId, at }: NewSession,
): Promise<{ readonly sessionId: string; readonly tokens: SessionTokens }> {
  const sessionId = randomUUID();
  const made = makeTokens(siteId, sessionId, at, new Date(at.getTime() + sessionMs));
  await transaction
    .insertInto('session')
    .values({
      site_id: siteId,
      session_id: sessionId,
      officer_id: officerId,
      station_id: stationId,
      ...made.columns,
      refreshed_at: at,
      begun_at: at,
      ends_at: new Date(at.getTime() + sessionMs),
    })
    .execute();
  return { sessionId, tokens: made.tokens };
}

/**
 * Gives the next pair of tokens for a refresh token, once. A token that was replaced already ends the session, for its owner
 * and for whoever has the copy (RFC 9700 §4.14.2), but for an answer that got lost a moment ago: see {@link lostAnswerMs}.
 * A refresh from another station than the session's is such a copy.
 */
export async function refreshSession(
  transaction: Transaction<Tables>,
  token: TokenParts,
  stationId: string | null,
  at: Date,
): Promise<Refreshed> {
  const row = await transaction
    .selectFrom('session')
    .selectAll()
    .where('site_id', '=', token.siteId)
    .where('session_id', '=', token.id)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined || row.ended_at !== null || row.ends_at <= at) return { kind: 'over' };
  if (row.refreshed_at.getTime() + idleMs <= at.getTime()) return { kind: 'over' };
  const { session_id: sessionId, officer_id: officerId } = row;
  const isCurrent = isSameHash(row.refresh_hash, token.hash);
  const isLost =
    row.refresh_before !== null &&
    isSameHash(row.refresh_before, token.hash) &&
    at.getTime() - row.refreshed_at.getTime() <= lostAnswerMs;
  if (row.station_id !== stationId || !(isCurrent || isLost)) {
    await endSessions(transaction, token.siteId, { sessionId }, 'reuse', at);
    return { kind: 'reuse', sessionId, officerId };
  }
  const made = makeTokens(token.siteId, sessionId, at, row.ends_at);
  await transaction
    .updateTable('session')
    .set({
      ...made.columns,
      // After a lost answer the one before stays the one before: it is good once more, until the new one is used.
      refresh_before: isCurrent ? row.refresh_hash : row.refresh_before,
      ...(isCurrent ? { refreshed_at: at } : {}),
    })
    .where('site_id', '=', token.siteId)
    .where('session_id', '=', sessionId)
    .execute();
  return { kind: 'done', tokens: made.tokens, sessionId, officerId };
}

/** Ends sessions of a site: one, or those of an officer but one. @returns how many */
export async function endSessions(
  database: Kysely<Tables>,
  siteId: string,
  which: { readonly sessionId: string } | { readonly officerId: string; readonly except?: string },
  reason: EndReason,
  at: Date,
): Promise<number> {
  let query = database
    .updateTable('session')
    .set({ ended_at: at, end_reason: reason })
    .where('site_id', '=', siteId)
    .where('ended_at', 'is', null);
  if ('sessionId' in which) query = query.where('session_id', '=', which.sessionId);
  else {
    query = query.where('officer_id', '=', which.officerId);
    if (which.except !== undefined) query = query.where('session_id', '!=', which.except);
  }
  const result = await query.executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Ends the sessions of an account at every site where the person works. */
export async function endSessionsOfAccount(
  transaction: Transaction<Tables>,
  homeSiteId: string,
  officerId: string,
  reason: EndReason,
  at: Date,
  except?: string,
): Promise<void> {
  const places = await transaction
    .selectFrom('assignment')
    .select('site_id')
    .where('officer_id', '=', officerId)
    .where('home_site_id', '=', homeSiteId)
    .execute();
  for (const { site_id } of places)
    await endSessions(
      transaction,
      site_id,
      { officerId, ...(except === undefined ? {} : { except }) },
      reason,
      at,
    );
}

function makeTokens(siteId: string, sessionId: string, at: Date, endsAt: Date) {
  const access = makeToken('qma', siteId, sessionId);
  const refresh = makeToken('qmr', siteId, sessionId);
  const accessUntil = new Date(Math.min(at.getTime() + accessMs, endsAt.getTime()));
  const tokens: SessionTokens = {
    accessToken: access.text,
    accessUntil: instantText(accessUntil),
    refreshToken: refresh.text,
    sessionUntil: instantText(endsAt),
  };
  return {
    tokens,
    columns: { access_hash: access.hash, access_until: accessUntil, refresh_hash: refresh.hash },
  };
}

/** An open session. */
export interface OpenSession {
  readonly officerId: string;
  readonly sessionId: string;
  readonly stationId: string | null;
  readonly begunAt: Date;
  readonly usedAt: Date;
}

/** The open sessions of a site, or of one person there, newest first. */
export async function openSessions(
  database: Kysely<Tables>,
  siteId: string,
  officerId: string | null,
  at: Date,
): Promise<OpenSession[]> {
  const rows = await database
    .selectFrom('session')
    .select(['officer_id', 'session_id', 'station_id', 'begun_at', 'refreshed_at'])
    .where('site_id', '=', siteId)
    .$if(officerId !== null, (query) => query.where('officer_id', '=', officerId))
    .where('ended_at', 'is', null)
    .where('ends_at', '>', at)
    .where('refreshed_at', '>', new Date(at.getTime() - idleMs))
    .orderBy('begun_at', 'desc')
    .execute();
  return rows.map((row) => ({
    officerId: row.officer_id,
    sessionId: row.session_id,
    stationId: row.station_id,
    begunAt: row.begun_at,
    usedAt: row.refreshed_at,
  }));
}
