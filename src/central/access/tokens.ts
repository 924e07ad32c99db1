import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * What a token is for: `qms` the key of a station, `qma` an access token, `qmr` a refresh token. The prefix also lets a
 * scanner of source code and logs find one that got where it should not.
 */
export type TokenKind = 'qms' | 'qma' | 'qmr';

/** A token names the site and the row that it belongs to, so it is found by the primary key of its site. */
export interface TokenParts {
  readonly kind: TokenKind;
  readonly siteId: string;
  /** Station or session. */
  readonly id: string;
  readonly hash: Uint8Array;
}

/** A new token: its text, and the hash that is kept. */
export function makeToken(
  kind: TokenKind,
  siteId: string,
  id: string,
): { readonly text: string; readonly hash: Uint8Array } {
  const text = `${kind}.${siteId}.${id}.${randomBytes(32).toString('base64url')}`;
  return { text, hash: hashToken(text) };
}

/** Reads a token; null where it has not the form of one. */
export function parseToken(text: string): TokenParts | null {
  const found = /^(qms|qma|qmr)\.([a-z0-9-]{1,40})\.([a-z0-9-]{1,40})\.[\w-]{43}$/.exec(text);
  if (found === null) return null;
  const [, kind = '', siteId = '', id = ''] = found;
  return { kind: kind as TokenKind, siteId, id, hash: hashToken(text) };
}

/** 256 random bits need no salt and no slow hash. */
export function hashToken(text: string): Uint8Array {
  return createHash('sha256').update(text).digest();
}

/** Whether two hashes are equal, in a time that does not tell where they differ. */
export function isSameHash(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

/** Letters and digits that are not mistaken for each other (Crockford's Base32). */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A code to be read and typed by people: 5 bits a letter. */
export function makeCode(length: number): string {
  return [...randomBytes(length)].map((byte) => alphabet[byte % 32]).join('');
}

/** As it is written down: in groups of five. */
export function spacedCode(code: string): string {
  return code.match(/.{1,5}/g)?.join('-') ?? code;
}

/** A typed code as it was made: I and L were ones, O was a zero. */
export function typedCode(text: string): string {
  return text.toUpperCase().replace(/[\s-]/g, '').replace(/[IL]/g, '1').replace(/O/g, '0');
}
