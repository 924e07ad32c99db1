import { randomBytes } from 'node:crypto';
import { argon2id, argon2Verify } from 'hash-wasm';
import { normalPassword } from '../../shared/domain/password-rule.ts';
import { hasOtherCost, passwordCost, type PasswordCost, type Passwords } from './passwords.ts';

/** Hashes a password in this thread. */
export function hashHere(password: string, cost: PasswordCost): Promise<string> {
  return argon2id({
    password: normalPassword(password),
    salt: randomBytes(16),
    parallelism: 1,
    iterations: cost.iterations,
    memorySize: cost.memory,
    hashLength: 32,
    outputType: 'encoded',
  });
}

/** Compares a password with a hash in this thread. */
export function matchesHere(password: string, hash: string): Promise<boolean> {
  return argon2Verify({ password: normalPassword(password), hash });
}

/** Passwords in this thread: for tools that do nothing else meanwhile, and for tests. */
export function passwordsHere(cost: PasswordCost = passwordCost): Passwords {
  return {
    hash: (password) => hashHere(password, cost),
    matches: matchesHere,
    isOutdated: (hash) => hasOtherCost(hash, cost),
    close: () => Promise.resolve(),
  };
}
