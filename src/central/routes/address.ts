import { isIP } from 'node:net';
import type { CentralContext } from './http.ts';

/**
 * The address that a request comes from. Behind a proxy that is trusted, the last address that it was not told by a trusted
 * one: what stands before that in `X-Forwarded-For` anybody can write.
 */
export function addressOf(context: CentralContext, trustedProxies: readonly string[]): string {
  const direct = plain(context.env.incoming.socket.remoteAddress ?? '');
  if (!trustedProxies.includes(direct)) return direct;
  const told = (context.req.header('x-forwarded-for') ?? '').split(',').map((part) => plain(part.trim()));
  const last = told.reverse().find((address) => !trustedProxies.includes(address));
  return last !== undefined && isIP(last) !== 0 ? last : direct;
}

/** An IPv4 address is written as such on a socket of both families too. */
function plain(address: string): string {
  return address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
}
