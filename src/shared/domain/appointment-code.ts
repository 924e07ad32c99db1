/**
 * Code of an appointment: `HEN-` and seven characters, the last of which checks the others. It is read out over the
 * telephone and typed at a kiosk, so the alphabet leaves out what is taken for something else (0 O, 1 I L). The alphabet has
 * 31 characters, a prime: one wrong character, or two neighbours changed round, never gives another code.
 */
const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const prefix = 'HEN-';
/** Characters before the one that checks: 31^6 codes, so that guessing finds nobody's. */
const length = 6;

/** Makes a code of random numbers. `pick(n)` gives a whole number from 0 to n - 1. */
export function makeAppointmentCode(pick: (limit: number) => number): string {
  const values = Array.from({ length }, () => pick(alphabet.length));
  return `${prefix}${[...values, checkOf(values)].map((value) => alphabet.charAt(value)).join('')}`;
}

/** Whether a text begins like the code of an appointment, whole or torn. Case is forgiven, as Caps Lock turns it. */
export function isAppointmentCode(text: string): boolean {
  return text.slice(0, prefix.length).toUpperCase() === prefix;
}

/** Reads a scanned code; null where it is none or a character is wrong. */
export function parseAppointmentCode(text: string): string | null {
  if (!isAppointmentCode(text)) return null;
  return checked(text.slice(prefix.length).toUpperCase());
}

/** Reads what a person typed: also without `HEN-`, with spaces or hyphens anywhere. Null as above. */
export function readTypedAppointmentCode(text: string): string | null {
  const plain = text.toUpperCase().replace(/[\s-]/g, '');
  return checked(plain.length === length + 4 && plain.startsWith('HEN') ? plain.slice(3) : plain);
}

function checked(body: string): string | null {
  if (body.length !== length + 1) return null;
  const values = Array.from(body, (character) => alphabet.indexOf(character));
  if (values.includes(-1)) return null;
  return values[length] === checkOf(values.slice(0, length)) ? `${prefix}${body}` : null;
}

/** Weights from 2 on are all different, and none is a multiple of 31: see above. */
function checkOf(values: readonly number[]): number {
  const sum = values.reduce((total, value, at) => total + value * (at + 2), 0);
  // The character that checks has the weight 1.
  return (alphabet.length - (sum % alphabet.length)) % alphabet.length;
}
