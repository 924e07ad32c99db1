import { ticketQrPayload } from '../../../shared/domain/qr-payload.ts';
import { scannerTestText } from '../../../shared/domain/scanner-test-code.ts';

/** Numbers from a seed (mulberry32): the same seed is the same run. */
export class Dice {
  #state: number;
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }
  /** From 0 up to, not including, `below`. */
  roll(below: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  }
  pick<T>(list: readonly T[]): T {
    const picked = list[this.roll(list.length)];
    if (picked === undefined) throw new Error('nothing to pick from');
    return picked;
  }
  digits(count: number): string {
    return Array.from({ length: count }, () => String(this.roll(10))).join('');
  }
  bytes(count: number): Uint8Array {
    return Uint8Array.from({ length: count }, () => this.roll(256));
  }
}

/** A code that a person might scan, and what it must come out as when it arrives whole. */
export interface Code {
  readonly text: string;
  /** `kind:fact`, see {@link factOf}; null for what is to be refused. */
  readonly fact: string | null;
  /** Its address holds hostile words: only that they are harmless counts, not which of them come out. */
  readonly isPoisoned?: true;
  /** Pieces of personal data that only this code holds. */
  readonly secrets: readonly string[];
}

export const hostileTexts = [
  '=HYPERLINK("https://example.vn")',
  '@SUM(A1:A9)',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'; DROP TABLE dossiers;--",
  '\u202eegassem',
  '\u2066\u2069\u200b',
  '{{7*7}}',
  '\u0000\u0007\u001b[2J',
  '../../etc/passwd',
  '%00%0d%0a',
  '\ufffd\ufffd',
] as const;
const surnames = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Huỳnh', 'Đặng', 'Ngô'] as const;
const syllables = ['Văn', 'Thị', 'Kiều', 'Oanh', 'Đức', 'Quỳnh', 'Hữu', 'Nghĩa', 'Ỷ', 'Lan'] as const;

function makeTicket(dice: Dice): Code {
  const hex = (count: number) => Array.from({ length: count }, () => dice.roll(16).toString(16)).join('');
  const ticketId = `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
  const number = `${dice.pick(['A', 'B', 'C'])}-${dice.digits(3).replace('000', '001')}`;
  return { text: ticketQrPayload({ ticketId, number }), fact: `ticket:${ticketId}:${number}`, secrets: [] };
}

function makeDossierCode(dice: Dice): string {
  const day = `26${dice.pick(['01', '07', '12'])}${dice.pick(['05', '19', '28'])}`;
  return dice.pick([
    `H39.30-${day}-${dice.digits(4)}`,
    `000.00.30.H39-${day}-${dice.digits(4)}`,
    `G09.20-20${day}-${dice.digits(7)}`,
    `H39.${dice.digits(2)}-${day}-1${dice.digits(4)}`,
  ]);
}

function makeDossier(dice: Dice): Code {
  const code = makeDossierCode(dice);
  const text = dice.pick([code, code, `https://dichvucong.example.vn/tra-cuu?ma=${code}`]);
  return { text, fact: `dossier:${code}`, secrets: [] };
}

export function makeCard(dice: Dice): Code {
  const year = String(10 + dice.roll(89));
  const number = `080${dice.pick(['0', '1'])}${year}${dice.digits(6)}`;
  const name = `${dice.pick(surnames)} ${dice.pick(syllables)} ${dice.pick(syllables)} ${dice.pick(syllables)}`;
  const address = `Ấp ${dice.digits(3)}, Xã ${dice.pick(syllables)} ${dice.pick(syllables)}, Long An`;
  const old = dice.pick([dice.digits(9), '']);
  const sex = Number(number[3]) % 2 === 0 ? 'Nam' : 'Nữ';
  const issued = dice.pick(['01052021', '']);
  const text = [number, old, name, `010119${year}`, sex, address, issued].join('|');
  return { text, fact: `card:${number}:${name}:${address}`, secrets: [number, `|${name}|`, address] };
}

function makeTest(): Code {
  return { text: scannerTestText, fact: 'testCode:whole', secrets: [] };
}

function makeForeign(dice: Dice): Code {
  const code = makeDossierCode(dice);
  const text = dice.pick([
    '00020101021238570010A00000072701270006970436011300000000000010208QRIBFTTA53037045802VN6304ABCD',
    `]C1010893456789012817260302${code}`,
    ']Q30108934567890128',
    `https://example.vn/khuyen-mai/${dice.digits(6)}`,
    `DN4797931234567|${Buffer.from('Nguyễn Văn A').toString('hex')}|01/01/1990|1|41|79 - 001|01/01/2020|-|$`,
    `<b>${code}</b>`,
    `=${code}`,
    `javascript:open('${code}')`,
    `H39.30\u202e-260302-${dice.digits(4)}`,
    dice.pick(hostileTexts),
  ]);
  return { text, fact: null, secrets: [] };
}

export function makeCode(dice: Dice): Code {
  return dice.pick([makeTicket, makeDossier, makeCard, makeCard, makeTest, makeForeign])(dice);
}

/** A card or an address with hostile words inside: what is safe of it may come out, the words may not. */
export function makePoisoned(dice: Dice): Code {
  const words = dice.pick(hostileTexts).replaceAll('|', '');
  const number = `080090${dice.digits(6)}`;
  const text = `${number}|${dice.digits(9)}|${words}|01011990|Nam|${words}|01052021|${words}`;
  return { text, fact: `card:${number}:null:`, secrets: [number], isPoisoned: true };
}
