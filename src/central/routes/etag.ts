import type { TypedResponse } from 'hono';
import { etag } from 'hono/etag';
import { paths } from '../../shared/api/routes.ts';
import type { CentralApp, CentralContext } from './http.ts';

/** What stations read again and again, and what seldom changes: its tag is made of the answer. */
const taggedByContent = [paths.site, paths.units, paths.procedures, paths.procedure] as const;

/** None of these holds anything of a person: the caller itself may keep them. */
const keepAndAsk = 'private, no-cache';

/** Answers 304 where the caller's `If-None-Match` says that it has the same already. */
export function contentTags(app: CentralApp): void {
  for (const path of taggedByContent) {
    const pattern = path.replace(/\{(\w+)\}/g, ':$1');
    app.use(pattern, etag(), async (context, next) => {
      await next();
      if (context.res.ok) context.res.headers.set('Cache-Control', keepAndAsk);
    });
  }
}

/** Names what is answered, so that the caller may keep it and ask whether it is still so. */
export function keepTagged(context: CentralContext, tag: string): void {
  context.header('ETag', tag);
  context.header('Cache-Control', keepAndAsk);
}

/** Whether the caller has what `tag` names. Weak comparison (RFC 9110, 13.1.2). */
export function isSame(context: CentralContext, tag: string): boolean {
  const plain = (one: string): string => one.trim().replace(/^W\//, '');
  const given = context.req.header('if-none-match') ?? '';
  return given.split(',').some((one) => plain(one) === plain(tag) || one.trim() === '*');
}

/** The answer to a caller that {@link isSame has it}. */
export function unchanged(
  context: CentralContext,
  tag: string,
): Response & TypedResponse<never, 200, 'json'> {
  // Typed as the answer that it stands for: 304 has no body of its own to describe.
  return context.body(null, 304, { ETag: tag }) as unknown as Response & TypedResponse<never, 200, 'json'>;
}
