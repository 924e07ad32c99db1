import { ScanMeaning } from '../../../shared/domain/scan-meaning.ts';
import { frameEnds } from '../../devices/scanner/framing.ts';
import type { ScannerListeners } from '../../devices/scanner/port.ts';
import { Dice, hostileTexts, makeCard, makeCode, makePoisoned, type Code } from './fuzz-codes.contract.ts';
import { HeldTime, hidLine, serialLine, type Line } from './fuzz-line.contract.ts';
import { readGarbage, readScan } from './read-scan.ts';

/** What a fuzz run did. It throws at the first broken promise, with the seed and the round that repeat it. */
export interface FuzzReport {
  readonly seed: number;
  readonly rounds: number;
  readonly bytes: number;
  /** How often each meaning came out, refusals by their kind. */
  readonly meanings: Readonly<Record<string, number>>;
}

/** The facts of a meaning by which a wrong one is known; null for a refusal. */
function factOf(meaning: ScanMeaning): string | null {
  switch (meaning.meaning) {
    case 'ticket':
      return `ticket:${meaning.fields.ticketId}:${meaning.fields.number}`;
    case 'appointment':
      return `appointment:${meaning.fields.code}`;
    case 'dossier':
      return `dossier:${meaning.fields.code}`;
    case 'citizenCard':
      return `card:${meaning.fields.number}:${meaning.fields.name ?? 'null'}:${meaning.fields.address}`;
    case 'testCode':
      return `testCode:${meaning.fields.letters}`;
    case 'refused':
      return null;
  }
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
    // A torn test code says that letters are missing.
    if (outcome.meaning === 'testCode' && code.fact?.startsWith('testCode')) return;
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
