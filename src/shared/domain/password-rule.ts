/**
 * What a password must be. Length is what helps (NIST SP 800-63B-4 §3.1.1.2: a long one, compared with a list of common ones,
 * no rule of composition, no forced change by age). We ask for 12 characters where it asks for 15 of a password alone:
 * officers type it many times a day at a counter, attempts are few (lock-out), and a second factor can be added.
 */
export const shortestPassword = 12;
export const longestPassword = 128;

/** What is wrong with a password. */
export type PasswordFault = 'too-short' | 'too-long' | 'common' | 'has-user-name' | 'repeats';

/** Stems that people in an office choose first; digits and signs around them make them no better. */
const commonStems = [
  'password',
  'passw0rd',
  'matkhau',
  'mậtkhẩu',
  'qwerty',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'iloveyou',
  'letmein',
  'welcome',
  'administrator',
  'admin',
  'quantri',
  'quảntrị',
  'hanhchinh',
  'hanhchinhcong',
  'motcua',
  'mộtcửa',
  'quaymotcua',
  'trungtam',
  'congchuc',
  'canbo',
  'vietnam',
  'việtnam',
  'longan',
  'anhyeuem',
  'emyeuanh',
  'khongbiet',
  'changeme',
] as const;

/** NFC, as it is hashed: the same password typed by two input methods must be the same. */
export function normalPassword(text: string): string {
  return text.normalize('NFC');
}

/** What is wrong with a new password; null: nothing. */
export function passwordFault(text: string, userName: string): PasswordFault | null {
  const password = normalPassword(text);
  const length = Array.from(password).length;
  if (length < shortestPassword) return 'too-short';
  if (length > longestPassword) return 'too-long';
  const lower = password.toLowerCase();
  if (userName.length >= 3 && lower.includes(userName.toLowerCase())) return 'has-user-name';
  if (repeats(lower) || isRun(lower)) return 'repeats';
  const letters = lower.replace(/[^\p{L}]/gu, '');
  // What is left beside the stem is too little to be a secret of its own.
  if (commonStems.some((stem) => letters.includes(stem) && letters.length - stem.length < 6)) return 'common';
  return null;
}

/** One piece of at most four characters over and over: `aaaa…`, `abcabc…`, `12341234…`. */
function repeats(text: string): boolean {
  return /^(.{1,4}?)\1+.{0,3}$/su.test(text);
}

/** Neighbours all along: `123456789012`, `abcdefghijkl`, and backwards. */
function isRun(text: string): boolean {
  const codes = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  const steps = codes.slice(1).map((code, index) => Math.abs(code - (codes[index] ?? 0)));
  // 9 is followed by 0 on a keyboard.
  return steps.every((step) => step === 1 || step === 9);
}
