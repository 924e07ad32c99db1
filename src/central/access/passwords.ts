/** How costly a hash is. */
export interface PasswordCost {
  /** KiB of memory. */
  readonly memory: number;
  readonly iterations: number;
}

/** Argon2id with 19 MiB, two passes, one lane: the first choice of OWASP's Password Storage Cheat Sheet. */
export const passwordCost: PasswordCost = { memory: 19_456, iterations: 2 };

/** Hashes passwords and compares them. Both take tens of milliseconds of a processor, on purpose. */
export interface Passwords {
  /** The hash with its salt and cost, in the PHC format: `$argon2id$v=19$m=…`. */
  hash(password: string): Promise<string>;
  /** Whether the password is that of the hash, whatever cost it was made with. */
  matches(password: string, hash: string): Promise<boolean>;
  /** Whether the hash was made with another cost than today's, so that it should be made anew at the next log-in. */
  isOutdated(hash: string): boolean;
  close(): Promise<void>;
}

/** What the thread is asked, and what it answers. */
export type PasswordRequest =
  | { readonly id: number; readonly password: string; readonly cost: PasswordCost }
  | { readonly id: number; readonly password: string; readonly hash: string };
export type PasswordReply =
  { readonly id: number; readonly value: string | boolean } | { readonly id: number; readonly cause: string };

/** Whether a hash was not made with this cost. */
export function hasOtherCost(hash: string, cost: PasswordCost): boolean {
  return !hash.startsWith(`$argon2id$v=19$m=${cost.memory},t=${cost.iterations},p=1$`);
}
