import type { Transaction } from 'kysely';
import { Secret, TOTP } from 'otpauth';
import { z } from 'zod';
import type { Seal } from '../privacy/seal.ts';
import type { Tables } from '../store/tables.ts';
import { makeCode, spacedCode, typedCode } from './tokens.ts';

const issuer = 'Quay Mot Cua';
const stepSeconds = 30;
const recoveryCodes = 10;

/** Whose second factor: the account, at its home. */
export interface Account {
  readonly homeSiteId: string;
  readonly officerId: string;
}

/** A new secret: what is kept sealed, and what the authenticator app is told. */
export function makeFactor(
  seal: Seal,
  account: Account,
  userName: string,
): { readonly sealed: Uint8Array; readonly secret: string; readonly uri: string } {
  const secret = new Secret({ size: 20 });
  const totp = new TOTP({ issuer, label: userName, secret });
  return { sealed: seal.close(place(account), secret.base32), secret: secret.base32, uri: totp.toString() };
}

/**
 * The time step of a code, if it is right: now, or one step away, since clocks differ and typing takes time. A step up to
 * `last` was used. Null: wrong.
 */
export function stepOfCode(
  seal: Seal,
  account: Account,
  sealed: Uint8Array,
  code: string,
  at: Date,
  last: number | null,
): number | null {
  const secret = Secret.fromBase32(z.string().parse(seal.open(place(account), sealed)));
  const delta = new TOTP({ secret }).validate({ token: code, timestamp: at.getTime(), window: 1 });
  if (delta === null) return null;
  const step = Math.floor(at.getTime() / 1000 / stepSeconds) + delta;
  return last !== null && step <= last ? null : step;
}

/** Takes a code of the authenticator app or a recovery code; either works once. @returns whether it was right */
export async function takeFactorCode(
  transaction: Transaction<Tables>,
  seal: Seal,
  account: Account,
  code: string,
  at: Date,
): Promise<boolean> {
  if (!/^\d{6}$/.test(code)) return takeRecoveryCode(transaction, seal, account, code, at);
  const row = await transaction
    .selectFrom('officer')
    .select(['factor', 'factor_step'])
    .where('site_id', '=', account.homeSiteId)
    .where('officer_id', '=', account.officerId)
    .forUpdate()
    .executeTakeFirst();
  if (row?.factor == null) return false;
  const step = stepOfCode(seal, account, row.factor, code, at, row.factor_step);
  if (step === null) return false;
  await transaction
    .updateTable('officer')
    .set({ factor_step: step })
    .where('site_id', '=', account.homeSiteId)
    .where('officer_id', '=', account.officerId)
    .execute();
  return true;
}

/** Makes the recovery codes of an account anew. @returns them as they are shown, once */
export async function makeRecoveryCodes(
  transaction: Transaction<Tables>,
  seal: Seal,
  account: Account,
): Promise<string[]> {
  await dropRecoveryCodes(transaction, account);
  const codes = Array.from({ length: recoveryCodes }, () => makeCode(10));
  await transaction
    .insertInto('recovery_code')
    .values(
      codes.map((code) => ({
        site_id: account.homeSiteId,
        officer_id: account.officerId,
        code_hash: recoveryHash(seal, account, code),
        used_at: null,
      })),
    )
    .execute();
  return codes.map(spacedCode);
}

/** Removes the second factor of an account, recovery codes included. */
export async function dropFactor(transaction: Transaction<Tables>, account: Account): Promise<void> {
  await dropRecoveryCodes(transaction, account);
  await transaction
    .updateTable('officer')
    .set({ factor: null, pending_factor: null, factor_step: null })
    .where('site_id', '=', account.homeSiteId)
    .where('officer_id', '=', account.officerId)
    .execute();
}

async function dropRecoveryCodes(transaction: Transaction<Tables>, account: Account): Promise<void> {
  await transaction
    .deleteFrom('recovery_code')
    .where('site_id', '=', account.homeSiteId)
    .where('officer_id', '=', account.officerId)
    .execute();
}

async function takeRecoveryCode(
  transaction: Transaction<Tables>,
  seal: Seal,
  account: Account,
  code: string,
  at: Date,
): Promise<boolean> {
  const taken = await transaction
    .updateTable('recovery_code')
    .set({ used_at: at })
    .where('site_id', '=', account.homeSiteId)
    .where('officer_id', '=', account.officerId)
    .where('code_hash', '=', recoveryHash(seal, account, typedCode(code)))
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return Number(taken.numUpdatedRows) === 1;
}

function recoveryHash(seal: Seal, { homeSiteId, officerId }: Account, code: string): Uint8Array {
  return seal.index(`recovery code ${homeSiteId} ${officerId}`, code);
}

function place({ homeSiteId, officerId }: Account): string {
  return `officer.factor ${homeSiteId} ${officerId}`;
}
