/**
 * The characters of the keys on the US layout, by `KeyboardEvent.code`: plain and with Shift. A scanner that types presses
 * the keys of this layout, whatever layout or input method the system makes of them, so its text is read off the keys.
 */
const keys: Readonly<Record<string, readonly [plain: string, shifted: string]>> = {
  ...Object.fromEntries(
    Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ').map((letter) => [
      `Key${letter}`,
      [letter.toLowerCase(), letter],
    ]),
  ),
  ...Object.fromEntries(
    Array.from(')!@#$%^&*(').map((shifted, digit) => [`Digit${String(digit)}`, [String(digit), shifted]]),
  ),
  ...Object.fromEntries(Array.from('0123456789').map((digit) => [`Numpad${digit}`, [digit, digit]])),
  Space: [' ', ' '],
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Backslash: ['\\', '|'],
  IntlBackslash: ['\\', '|'],
  Semicolon: [';', ':'],
  Quote: ["'", '"'],
  Backquote: ['`', '~'],
  Comma: [',', '<'],
  Period: ['.', '>'],
  Slash: ['/', '?'],
  NumpadAdd: ['+', '+'],
  NumpadSubtract: ['-', '-'],
  NumpadMultiply: ['*', '*'],
  NumpadDivide: ['/', '/'],
  NumpadDecimal: ['.', '.'],
};

/** The character of a key; null for keys that write nothing (F-keys, arrows, Backspace). */
export function usCharacter(code: string, shift: boolean): string | null {
  const pair = Object.hasOwn(keys, code) ? keys[code] : undefined;
  return pair === undefined ? null : pair[shift ? 1 : 0];
}
