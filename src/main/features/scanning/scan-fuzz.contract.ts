import { ticketQrPayload } from '../../../shared/domain/qr-payload.ts';
import { ScanMeaning } from '../../../shared/domain/scan-meaning.ts';
import { Framer, frameEnds, type FrameEnd } from '../../devices/scanner/framing.ts';
import { ReportJoiner } from '../../devices/scanner/hid-reports.ts';
import type { ScannerListeners } from '../../devices/scanner/port.ts';
import type { Timing } from '../../devices/scanner/timing.ts';
import { readGarbage, readScan } from './read-scan.ts';

/** What a fuzz run did. It throws at the first broken promise, with the seed and the round that repeat it. */
export interface FuzzReport {
  readonly seed: number;
  readonly rounds: number;
  readonly bytes: number;
  /** How often each meaning came out, refusals by their kind. */
  readonly meanings: Readonly<Record<string, number>>;
}

/** Numbers from a seed (mulberry32): the same seed is the same run. */
class Dice {
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

/** Time that passes when the run says so. */
class HeldTime implements Timing {
  #now = 0;
  #due: { readonly at: number; readonly callback: () => void }[] = [];
  monotonicMs(): number {
    return this.#now;
  }
  after(milliseconds: number, callback: () => void): () => void {
    const entry = { at: this.#now + milliseconds, callback };
    this.#due.push(entry);
    return () => {
      this.#due = this.#due.filter((other) => other !== entry);
    };
  }
  /** In small steps: a clock that jumps would look like a machine that was busy, not like a scanner that is silent. */
  pass(milliseconds: number): void {
    for (let left = milliseconds; left > 0; left -= 10) {
      this.#now += Math.min(left, 10);
      const due = this.#due.filter(({ at }) => at <= this.#now);
      this.#due = this.#due.filter(({ at }) => at > this.#now);
      for (const { callback } of due) callback();
    }
  }
}

/** A code that a person might scan, and what it must come out as when it arrives whole. */
interface Code {
  readonly text: string;
  /** `kind:fact`, see {@link factOf}; null for what is to be refused. */
  readonly fact: string | null;
  /** Its address holds hostile words: only that they are harmless counts, not which of them come out. */
  readonly isPoisoned?: true;
  /** Pieces of personal data that only this code holds. */
  readonly secrets: readonly string[];
}

const hostileTexts = [
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

function makeCard(dice: Dice): Code {
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

function makeCode(dice: Dice): Code {
  return dice.pick([makeTicket, makeDossier, makeCard, makeCard, makeForeign])(dice);
}

/** A card or an address with hostile words inside: what is safe of it may come out, the words may not. */
function makePoisoned(dice: Dice): Code {
  const words = dice.pick(hostileTexts).replaceAll('|', '');
  const number = `080090${dice.digits(6)}`;
  const text = `${number}|${dice.digits(9)}|${words}|01011990|Nam|${words}|01052021|${words}`;
  return { text, fact: `card:${number}:null:`, secrets: [number], isPoisoned: true };
}

/** The facts of a meaning by which a wrong one is known; null for a refusal. */
function factOf(meaning: ScanMeaning): string | null {
  switch (meaning.meaning) {
    case 'ticket':
      return `ticket:${meaning.fields.ticketId}:${meaning.fields.number}`;
    case 'dossier':
      return `dossier:${meaning.fields.code}`;
    case 'citizenCard':
      return `card:${meaning.fields.number}:${meaning.fields.name ?? 'null'}:${meaning.fields.address}`;
    case 'refused':
      return null;
  }
}

/** A scanner as bytes go in and meanings come out, through the product's own code. */
interface Line {
  /** The bytes of a whole scan, with its end. */
  whole(content: Uint8Array): void;
  /** The beginning of a scan, whose end never comes. */
  torn(content: Uint8Array): void;
  silence(): void;
  /** Whether a silence may end a scan: then the beginning of a code is told as a code. */
  readonly silenceEnds: boolean;
}

const ends: Readonly<Record<FrameEnd, readonly [before: string, after: string]>> = {
  auto: ['', '\r'],
  cr: ['', '\r'],
  lf: ['', '\n'],
  crlf: ['', '\r\n'],
  etx: ['\x02', '\x03'],
  gap: ['', ''],
};

function serialLine(end: FrameEnd, listeners: ScannerListeners, time: HeldTime, dice: Dice): Line {
  const framer = new Framer(
    { end, gapMs: 30, maxBytes: 8192 },
    {
      onFrame: (bytes) => listeners.onScan({ bytes }),
      onGarbage: (bytes, why) => listeners.onGarbage(bytes, why),
    },
    time,
  );
  const [before, after] = ends[end];
  function push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length;) {
      const size = 1 + dice.roll(bytes.length > 4000 ? 4000 : 70);
      framer.push(bytes.subarray(at, at + size));
      at += size;
      if (dice.roll(4) === 0) time.pass(dice.roll(20));
    }
  }
  return {
    whole: (content) => {
      push(Buffer.concat([Buffer.from(before), content, Buffer.from(after)]));
      if (end === 'gap') time.pass(100);
    },
    torn: (content) => push(Buffer.concat([Buffer.from(before), content])),
    silence: () => time.pass(300),
    silenceEnds: end === 'auto' || end === 'gap',
  };
}

function hidLine(listeners: ScannerListeners, time: HeldTime, dice: Dice): Line {
  const joiner = new ReportJoiner(listeners, time);
  const isIdentified = dice.roll(2) === 0;
  function push(content: Uint8Array, isWhole: boolean): void {
    const count = Math.max(1, Math.ceil(content.length / 56));
    for (let index = 0; index < count; index += 1) {
      const data = content.subarray(index * 56, (index + 1) * 56);
      const report = new Uint8Array(64);
      report.set([2, data.length, ...(isIdentified ? Buffer.from(']Q1') : []), ...data]);
      report[63] = isWhole && index === count - 1 ? 0 : 1;
      joiner.push(report);
    }
  }
  return {
    whole: (content) => push(content, true),
    torn: (content) => push(content, false),
    silence: () => time.pass(300),
    silenceEnds: false,
  };
}

function encode(text: string, dice: Dice): Uint8Array {
  return Buffer.from(text, dice.pick(['latin1', 'utf16le', 'ucs2'] as const));
}

class Round {
  readonly #dice: Dice;
  readonly #line: Line;
  readonly #outcomes: ScanMeaning[] = [];
  readonly #meanings: Record<string, number>;
  bytes = 0;

  constructor(dice: Dice, meanings: Record<string, number>) {
    this.#dice = dice;
    this.#meanings = meanings;
    const time = new HeldTime();
    const listeners: ScannerListeners = {
      onScan: (scan) => this.#outcomes.push(readScan(scan).result),
      onGarbage: (bytes, why) => this.#outcomes.push(readGarbage(bytes, why).result),
      onState: () => undefined,
    };
    this.#line =
      dice.roll(3) === 0
        ? hidLine(listeners, time, dice)
        : serialLine(dice.pick(frameEnds), listeners, time, dice);
  }

  run(): void {
    const steps = 1 + this.#dice.roll(6);
    for (let step = 0; step < steps; step += 1) {
      this.#dice.pick([
        () => this.#wholeCode(makeCode(this.#dice)),
        () => this.#wholeCode(makePoisoned(this.#dice)),
        () => this.#tornCode(),
        () => this.#mergedCodes(),
        () => this.#noise(this.#dice.bytes(1 + this.#dice.roll(300))),
        () => this.#noise(Buffer.from(this.#dice.pick(hostileTexts))),
        () => this.#wrongEncoding(),
        // Rarely: it is as much work as thousands of scans.
        () => {
          if (this.#dice.roll(30) === 0) this.#noise(this.#dice.bytes(100_000));
        },
      ])();
      // Whatever came before: the next code arrives whole and alone.
      this.#line.silence();
      this.#take();
      this.#wholeCode(makeCode(this.#dice));
    }
  }

  #wholeCode(code: Code): void {
    this.#send(code.text, (bytes) => this.#line.whole(bytes));
    const [outcome, ...more] = this.#take();
    if (outcome === undefined || more.length > 0)
      throw new Error(
        `${JSON.stringify(code.text)} came out as ${outcome === undefined ? 0 : more.length + 1} scans`,
      );
    const fact = factOf(outcome);
    const isRight = code.isPoisoned ? fact?.startsWith(code.fact ?? '') : fact === code.fact;
    if (!isRight) throw new Error(`${JSON.stringify(code)} came out as ${JSON.stringify(outcome)}`);
  }

  /** The end of a code is lost: it may be refused, or give what was whole of it with a warning, but nothing else. */
  #tornCode(): void {
    const code = makeCode(this.#dice);
    const cut = 1 + this.#dice.roll(code.text.length - 1);
    const text = code.text.slice(0, cut);
    this.#send(text, (bytes) => this.#line.torn(bytes));
    this.#line.silence();
    for (const outcome of this.#take()) {
      if (outcome.meaning === 'refused') continue;
      if (!this.#line.silenceEnds) throw new Error(`a torn scan came out as ${JSON.stringify(outcome)}`);
      this.#partOf(code, text, outcome);
    }
  }

  /** A code without its end, and the next right behind it. */
  #mergedCodes(): void {
    const first = makeCode(this.#dice);
    const second = makeCode(this.#dice);
    const text = first.text.slice(0, 1 + this.#dice.roll(first.text.length));
    this.#send(text, (bytes) => this.#line.torn(bytes));
    this.#send(second.text, (bytes) => this.#line.whole(bytes));
    for (const outcome of this.#take()) {
      if (outcome.meaning === 'refused' || factOf(outcome) === second.fact) continue;
      if (factOf(outcome) === first.fact) continue;
      this.#partOf(first, text + second.text, outcome);
      const told = JSON.stringify(outcome);
      if (second.secrets.some((secret) => told.includes(secret.replaceAll('|', ''))))
        throw new Error(`a scan told of the next one: ${told}`);
    }
  }

  /** Bytes that are no code of anybody: whatever they are taken for, it is nobody's. */
  #noise(bytes: Uint8Array): void {
    this.bytes += bytes.length;
    this.#line.torn(bytes);
    this.#line.silence();
    this.#expectRefused();
  }

  #wrongEncoding(): void {
    const code = makeCard(this.#dice);
    const bytes = encode(code.text, this.#dice);
    this.bytes += bytes.length;
    this.#line.whole(bytes);
    this.#line.silence();
    this.#expectRefused();
  }

  #expectRefused(): void {
    for (const outcome of this.#take())
      if (outcome.meaning !== 'refused') throw new Error(`noise came out as ${JSON.stringify(outcome)}`);
  }

  /** What came out of the beginning of `code` (and what ran into it) must be of `code`, and a doubt must be said. */
  #partOf(code: Code, text: string, outcome: ScanMeaning): void {
    const wrong = () => new Error(`${JSON.stringify(text)} came out as ${JSON.stringify(outcome)}`);
    if (outcome.meaning === 'citizenCard') {
      const { number, name, address, warnings } = outcome.fields;
      const [kind, wasNumber, wasName, wasAddress] = (code.fact ?? '').split(':');
      if (kind !== 'card' || number !== wasNumber) throw wrong();
      if (name !== null && name !== wasName) throw wrong();
      if (address !== '' && address !== wasAddress && warnings.length === 0) throw wrong();
      return;
    }
    // By silence alone a shorter code cannot be told from a whole one: it is told as read, never put together.
    if (outcome.meaning === 'dossier' && text.includes(outcome.fields.code)) return;
    throw wrong();
  }

  #send(text: string, push: (bytes: Uint8Array) => void): void {
    const bytes = Buffer.from(text, 'utf8');
    this.bytes += bytes.length;
    push(bytes);
  }

  /** What came out since the last time, fit for the bridge, and without a word of what was refused. */
  #take(): ScanMeaning[] {
    const outcomes = this.#outcomes.splice(0);
    for (const outcome of outcomes) {
      ScanMeaning.parse(outcome);
      const name = outcome.meaning === 'refused' ? `refused: ${outcome.fields.kind}` : outcome.meaning;
      this.#meanings[name] = (this.#meanings[name] ?? 0) + 1;
      if (outcome.meaning === 'refused') {
        const { code, detail = {}, cause = '' } = outcome.fields.error;
        for (const told of [code, cause, ...Object.values(detail)])
          // Counts are numbers; what was read would be text.
          if (typeof told === 'number' ? told > 200_000 : /\d{6}|[^\u0020-\u007e]/.test(told))
            throw new Error(`a refusal told: ${told}`);
      }
      if (outcome.meaning === 'citizenCard') {
        const { name: person, address, extra } = outcome.fields;
        for (const words of [person ?? '', address, ...extra])
          if (/[\p{Cc}\p{Cf}<>{}\ufffd]|^[=+@-]/u.test(words))
            throw new Error(`a card told: ${JSON.stringify(words)}`);
      }
    }
    return outcomes;
  }
}

/**
 * Sends random scans through framing, joining, decoding and resolving, until `isOver` says so, and holds them to it:
 * nothing throws, what arrived whole means what it is, what did not arrive whole is nobody else's, and no scan tells of
 * another. Each round has its own seed, so a round that failed is repeated by itself.
 */
export function fuzzScans(seed: number, isOver: (rounds: number) => boolean): FuzzReport {
  const meanings: Record<string, number> = {};
  let rounds = 0;
  let bytes = 0;
  while (!isOver(rounds)) {
    const roundSeed = (seed + rounds) >>> 0;
    const round = new Round(new Dice(roundSeed), meanings);
    try {
      round.run();
    } catch (thrown) {
      throw new Error(`seed ${roundSeed}: ${thrown instanceof Error ? thrown.message : String(thrown)}`, {
        cause: thrown,
      });
    }
    bytes += round.bytes;
    rounds += 1;
  }
  return { seed, rounds, bytes, meanings };
}
