import { open } from 'node:fs/promises';

/** One element of a big JSON array, as text. */
export interface JsonRecord {
  /** From 1. */
  readonly record: number;
  /** Line of the file on which it begins, from 1. */
  readonly line: number;
  readonly value: unknown;
}

/** What is wrong with a file, and where. */
export class JsonFault extends Error {
  constructor(
    readonly line: number,
    readonly record: number,
    message: string,
  ) {
    super(`line ${line}, record ${record}: ${message}`);
  }
}

/** Longer than any entry of a catalogue: a file without an end must not fill the memory. */
const longestRecord = 8 * 1024 * 1024;

/**
 * Reads a file that is one JSON array, element by element, however big it is. UTF-8, with or without a byte order mark.
 * Throws {@link JsonFault} with line and record where it is no such file.
 */
export async function* readJsonRecords(path: string): AsyncGenerator<JsonRecord> {
  const file = await open(path);
  try {
    const splitter = new RecordSplitter();
    const decoder = new TextDecoder('utf-8', { fatal: true });
    const buffer = Buffer.alloc(64 * 1024);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, buffer.length, null);
      let text: string;
      try {
        text = decoder.decode(buffer.subarray(0, bytesRead), { stream: bytesRead > 0 });
      } catch {
        throw splitter.fault('is not UTF-8');
      }
      yield* splitter.take(text);
      if (bytesRead === 0) break;
    }
    splitter.finish();
  } finally {
    await file.close();
  }
}

/** Finds where the elements of an array begin and end; what stands in them is JSON.parse's. */
class RecordSplitter {
  #line = 1;
  #record = 0;
  #state: 'before' | 'between' | 'inside' | 'after' = 'before';
  #depth = 0;
  #isString = false;
  #isEscaped = false;
  #beganAt = 1;
  #parts: string[] = [];
  #length = 0;

  *take(text: string): Generator<JsonRecord> {
    let from = 0;
    for (let at = 0; at < text.length; at += 1) {
      const sign = text.charAt(at);
      if (this.#state === 'inside') {
        if (this.#isEnd(sign)) {
          this.#keep(text.slice(from, at));
          yield this.#finishRecord();
          this.#state = sign === ']' ? 'after' : 'between';
        }
      } else if (this.#begins(sign)) from = at;
      if (sign === '\n') this.#line += 1;
    }
    if (this.#state === 'inside') this.#keep(text.slice(from));
  }

  finish(): void {
    if (this.#state !== 'after') throw this.fault('the file ends before the list does');
  }

  fault(message: string): JsonFault {
    return new JsonFault(this.#line, this.#record, message);
  }

  /** Takes a sign outside of a record; whether a record begins with it. */
  #begins(sign: string): boolean {
    if (/\s/.test(sign)) return false;
    switch (this.#state) {
      case 'before':
        if (sign !== '[') throw this.fault('a list is expected: the file must begin with "["');
        this.#state = 'between';
        return false;
      case 'after':
        throw this.fault('something stands behind the end of the list');
      default:
        if (sign === ']') {
          this.#state = 'after';
          return false;
        }
        this.#state = 'inside';
        this.#record += 1;
        this.#beganAt = this.#line;
        this.#track(sign);
        return true;
    }
  }

  /** Whether a record ends before this sign. */
  #isEnd(sign: string): boolean {
    if (!this.#isString && this.#depth === 0 && (sign === ',' || sign === ']')) return true;
    this.#track(sign);
    return false;
  }

  #track(sign: string): void {
    if (this.#isString) {
      if (this.#isEscaped) this.#isEscaped = false;
      else if (sign === '\\') this.#isEscaped = true;
      else if (sign === '"') this.#isString = false;
    } else if (sign === '"') this.#isString = true;
    else if (sign === '{' || sign === '[') this.#depth += 1;
    else if (sign === '}' || sign === ']') this.#depth -= 1;
  }

  #keep(text: string): void {
    this.#length += text.length;
    if (this.#length > longestRecord) throw this.fault(`is longer than ${longestRecord} characters`);
    this.#parts.push(text);
  }

  #finishRecord(): JsonRecord {
    const text = this.#parts.join('');
    this.#parts = [];
    this.#length = 0;
    const record = this.#record;
    const line = this.#beganAt;
    try {
      return { record, line, value: JSON.parse(text) as unknown };
    } catch (thrown) {
      throw new JsonFault(line, record, `is not JSON: ${thrown instanceof Error ? thrown.message : ''}`);
    }
  }
}
