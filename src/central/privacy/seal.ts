import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

const version = 1;
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Keeps personal data unreadable in the database's files: AES-256-GCM with a key that is not in them. The place where a
 * value stands (table, column, key) is authenticated with it, so that a value copied to another row does not open.
 *
 * Also makes the blind index of a citizen's number: a keyed hash, so that a person is found by number without the number
 * being stored, and cannot be found by trying all numbers without the key.
 */
export class Seal {
  readonly #sealKey: Buffer;
  readonly #indexKey: Buffer;

  /** @param key 32 bytes. Throws on any other length. */
  constructor(key: Uint8Array) {
    if (key.length !== 32) throw new Error('a data key has 32 bytes');
    this.#sealKey = derive(key, 'seal');
    this.#indexKey = derive(key, 'index');
  }

  /** Seals a value that JSON can hold: version, nonce, tag, ciphertext. */
  close(place: string, value: unknown): Uint8Array {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv('aes-256-gcm', this.#sealKey, nonce);
    cipher.setAAD(Buffer.from(place, 'utf8'));
    const text = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.of(version), nonce, cipher.getAuthTag(), text]);
  }

  /** Opens what {@link close} sealed for the same place. Throws when key, place or bytes are others. */
  open(place: string, sealed: Uint8Array): unknown {
    const bytes = Buffer.from(sealed);
    if (bytes[0] !== version) throw new Error('a seal of an unknown kind');
    const nonce = bytes.subarray(1, 1 + nonceBytes);
    const tag = bytes.subarray(1 + nonceBytes, 1 + nonceBytes + tagBytes);
    const decipher = createDecipheriv('aes-256-gcm', this.#sealKey, nonce);
    decipher.setAAD(Buffer.from(place, 'utf8'));
    decipher.setAuthTag(tag);
    const text = Buffer.concat([
      decipher.update(bytes.subarray(1 + nonceBytes + tagBytes)),
      decipher.final(),
    ]);
    return JSON.parse(text.toString('utf8')) as unknown;
  }

  /** A keyed hash of a text, for finding it again at one site (`place` keeps uses apart). */
  index(place: string, text: string): Uint8Array {
    return createHmac('sha256', this.#indexKey).update(place).update('\0').update(text).digest();
  }
}

function derive(key: Uint8Array, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', `quay-mot-cua ${use} 1`, 32));
}
