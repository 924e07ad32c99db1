import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inkOf, isBlack } from '../raster.ts';
import type { Raster } from '../slip.ts';
import { PaperInterpreter } from './interpreter.ts';
import type { PaperEvent } from './paper-event.ts';
import { PaperRoll } from './paper-roll.ts';
import { readPaper } from './read-paper.ts';
import { RealTimeCommands } from './real-time-commands.ts';

const init = [0x1b, 0x40];
const cut = [0x1d, 0x56, 66, 0];

/** The picture in letters: # black, . white. */
function drawn(raster: Raster | undefined): string[] {
  if (raster === undefined) return ['no paper'];
  return Array.from({ length: raster.height }, (_, y) =>
    Array.from({ length: raster.width }, (__, x) => (isBlack(raster, x, y) ? '#' : '.')).join(''),
  );
}

function read(...bytes: number[]): ReturnType<typeof readPaper> {
  return readPaper(Uint8Array.from(bytes), 16);
}

describe('PaperInterpreter', () => {
  it('prints GS v 0 as rows of dots, the highest bit on the left', () => {
    const reading = read(...init, 0x1d, 0x76, 0x30, 0, 2, 0, 2, 0, 0x80, 0x01, 0xf0, 0x00, ...cut);
    expect(drawn(reading.papers[0])).toEqual(['#..............#', '####............']);
    expect(reading.commands).toEqual(['ESC @', 'GS v 0 16x2', 'GS V 66 0']);
    expect(reading.unknown).toBe(0);
  });

  it('doubles width and height where GS v 0 says so', () => {
    const reading = read(0x1d, 0x76, 0x30, 3, 1, 0, 1, 0, 0xa0);
    expect(drawn(reading.papers[0])).toEqual(['##..##..........', '##..##..........']);
  });

  it('stores a picture with GS ( L function 112 and prints it with function 50', () => {
    const store = [0x1d, 0x28, 0x4c, 12, 0, 48, 112, 48, 1, 1, 49, 9, 0, 1, 0, 0xc0, 0x80];
    const print = [0x1d, 0x28, 0x4c, 2, 0, 48, 50];
    expect(read(...store).papers).toEqual([]);
    // The bits beyond its 9 dots are no dots, whatever they hold.
    const untidy = [...store.slice(0, -1), 0xff];
    expect(drawn(read(...untidy, ...print).papers[0])).toEqual(['##......#.......']);
    expect(drawn(read(...store, ...print).papers[0])).toEqual(['##......#.......']);
    expect(read(...store, ...print, ...print).papers[0]?.height).toBe(1);
  });

  it('takes the long form GS 8 L for the same picture', () => {
    const store = [0x1d, 0x38, 0x4c, 12, 0, 0, 0, 48, 112, 48, 1, 2, 49, 9, 0, 1, 0, 0xc0, 0x80];
    expect(drawn(read(...store, 0x1d, 0x28, 0x4c, 2, 0, 48, 50).papers[0])).toEqual([
      '##......#.......',
      '##......#.......',
    ]);
  });

  it('prints the columns of ESC * at the end of the line, in 24 dots and in 8', () => {
    const column24 = [0x1b, 0x2a, 33, 2, 0, 0x80, 0, 0x01, 0x40, 0, 0];
    const paper = read(0x1b, 0x33, 24, ...column24, ...column24, 0x0a).papers[0];
    expect(paper?.height).toBe(24);
    expect(drawn(paper)[0]).toBe('#.#.............');
    expect(drawn(paper)[1]).toBe('.#.#............');
    expect(drawn(paper)[23]).toBe('#.#.............');
    const single = read(0x1b, 0x33, 24, 0x1b, 0x2a, 0, 1, 0, 0x80, 0x0a).papers[0];
    expect(drawn(single).slice(0, 4)).toEqual([
      '##..............',
      '##..............',
      '##..............',
      '................',
    ]);
  });

  it('never moves the paper by less than the height of a line of ESC *', () => {
    expect(read(0x1b, 0x33, 8, 0x1b, 0x2a, 33, 1, 0, 1, 1, 1, 0x0a).papers[0]?.height).toBe(24);
    expect(read(0x1b, 0x33, 40, 0x1b, 0x2a, 33, 1, 0, 1, 1, 1, 0x0a).papers[0]?.height).toBe(40);
  });

  it('feeds by dots, by lines of the spacing set and of the default', () => {
    const heights = (...bytes: number[]): number | undefined => read(...bytes).papers[0]?.height;
    expect(heights(0x1b, 0x4a, 200)).toBe(200);
    expect(heights(0x1b, 0x64, 2)).toBe(60);
    expect(heights(0x1b, 0x33, 10, 0x1b, 0x64, 2)).toBe(20);
    expect(heights(0x1b, 0x33, 10, 0x1b, 0x32, 0x0a)).toBe(30);
  });

  it.each([
    [[0x1d, 0x56, 0], 'full', false],
    [[0x1d, 0x56, 48], 'full', false],
    [[0x1d, 0x56, 1], 'partial', false],
    [[0x1d, 0x56, 49], 'partial', false],
    [[0x1d, 0x56, 65, 3], 'full', true],
    [[0x1d, 0x56, 66, 3], 'partial', true],
  ] as const)('cuts for %j', (bytes, mode, toCutter) => {
    const reading = read(0x1b, 0x4a, 5, ...bytes, 0x1b, 0x4a, 7);
    expect(reading.events.find((event) => event.type === 'cut')).toEqual({ type: 'cut', mode, toCutter });
    expect(reading.papers.map((paper) => paper.height)).toEqual([toCutter ? 8 : 5, 7]);
    expect(reading.unknown).toBe(0);
  });

  it('aligns, keeps margins and drops what falls outside the print area', () => {
    const dot = [0x1d, 0x76, 0x30, 0, 1, 0, 1, 0, 0x80];
    expect(drawn(read(0x1b, 0x61, 1, ...dot).papers[0])).toEqual(['....#...........']);
    expect(drawn(read(0x1b, 0x61, 50, ...dot).papers[0])).toEqual(['........#.......']);
    expect(drawn(read(0x1d, 0x4c, 3, 0, ...dot).papers[0])).toEqual(['...#............']);
    expect(drawn(read(0x1d, 0x57, 4, 0, 0x1d, 0x76, 0x30, 0, 1, 0, 1, 0, 0xff).papers[0])).toEqual([
      '####............',
    ]);
    expect(drawn(read(0x1d, 0x76, 0x30, 0, 3, 0, 1, 0, 0, 0, 0xff).papers[0])).toEqual(['................']);
    expect(drawn(read(0x1d, 0x4c, 3, 0, ...init, ...dot).papers[0])).toEqual(['#...............']);
  });

  it('tells what is asked of the printer besides printing', () => {
    const reading = read(
      ...[0x10, 0x04, 2],
      ...[0x10, 0x05, 1],
      ...[0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8],
      ...[0x1b, 0x70, 1, 50, 250],
      ...[0x1d, 0x61, 15],
      ...[0x1d, 0x72, 1],
      ...[0x1d, 0x28, 0x48, 6, 0, 48, 48, 65, 66, 67, 68],
      ...[0x1d, 0x28, 0x48, 3, 0, 49, 48, 1],
      ...[0x1b, 0x63, 0x34, 3],
    );
    expect(reading.events).toEqual([
      { type: 'statusWanted', kind: 2 },
      { type: 'recover', kind: 1 },
      { type: 'clearBuffers' },
      { type: 'drawer', pin: 5, onMs: 100, offMs: 500 },
      { type: 'automaticStatus', bits: 15 },
      { type: 'fenceWanted', kind: 1 },
      { type: 'completionWanted', id: Uint8Array.of(65, 66, 67, 68) },
    ]);
    expect(reading.unknown).toBe(0);
    expect(reading.papers).toEqual([]);
  });

  it('counts text, foreign commands and a command broken off as unknown', () => {
    expect(read(...Buffer.from('Phieu')).unknown).toBe(5);
    expect(read(0x1d, 0x28, 0x6b, 3, 0, 49, 81, 48).unknown).toBe(8);
    expect(read(0x1d, 0x56, 9).unknown).toBe(3);
    expect(read(0x1d, 0x76, 0x30, 0, 2, 0, 2, 0, 0xff).unknown).toBe(9);
  });

  it('reads the same in pieces of any size', () => {
    const bytes = Uint8Array.from([
      ...init,
      ...[0x1d, 0x76, 0x30, 0, 2, 0, 3, 0, 1, 2, 0x10, 0x04, 1, 0x1d],
      ...[0x1b, 0x2a, 33, 2, 0, 1, 2, 3, 4, 5, 6, 0x0a],
      ...[0x1d, 0x28, 0x48, 6, 0, 48, 48, 65, 66, 67, 68],
      ...cut,
    ]);
    const whole = readPaper(bytes, 16);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), (sizes) => {
        const events: PaperEvent[] = [];
        const interpreter = new PaperInterpreter(16, (event) => events.push(event));
        let position = 0;
        for (let turn = 0; position < bytes.length; turn += 1) {
          const size = sizes[turn % sizes.length] ?? 1;
          interpreter.push(bytes.subarray(position, position + size));
          position += size;
        }
        expect(events).toEqual(whole.events);
        expect(interpreter.commands).toEqual(whole.commands);
      }),
    );
  });

  it('takes the widest picture for the width of the head when nobody says it', () => {
    const paper = readPaper(
      Uint8Array.from([0x1d, 0x76, 0x30, 0, 3, 0, 1, 0, 1, 1, 1, 0x1d, 0x76, 0x30, 0, 1, 0, 1, 0, 1]),
    ).papers[0];
    expect([paper?.width, paper?.height]).toEqual([24, 2]);
  });
});

describe('PaperRoll', () => {
  it('leaves the last rows behind when the paper is cut without a feed', () => {
    const events: PaperEvent[] = [];
    const interpreter = new PaperInterpreter(8, (event) => events.push(event));
    const row = [0x1d, 0x76, 0x30, 0, 1, 0, 1, 0, 0xff];
    interpreter.push(Uint8Array.from([...row, 0x1d, 0x56, 0]));
    interpreter.push(Uint8Array.from([...row, 0x1d, 0x56, 65, 0]));
    const roll = new PaperRoll(8, 3);
    const papers = events.map((event) => roll.accept(event)).filter((paper) => paper !== null);
    expect(papers.map((paper) => inkOf(paper.raster))).toEqual([0, 16]);
    expect(roll.hanging()).toBeNull();
  });

  it('gives what hangs out to the hand that tears it off', () => {
    const roll = new PaperRoll(8);
    roll.accept({ type: 'feed', dots: 4 });
    expect(roll.tearOff()).toMatchObject({ cut: null, raster: { height: 4 } });
    expect(roll.tearOff()).toBeNull();
  });
});

describe('RealTimeCommands', () => {
  it('finds requests inside a picture and across pieces', () => {
    const events: PaperEvent[] = [];
    const watch = new RealTimeCommands((event) => events.push(event));
    watch.push(Uint8Array.from([0x1d, 0x76, 0x30, 0, 3, 0, 1, 0, 0x10, 0x04]));
    watch.push(Uint8Array.from([4, 0x10]));
    watch.push(Uint8Array.from([0x05, 2, 0x10, 0x04, 9, 0x10, 0x14, 8]));
    expect(events).toEqual([
      { type: 'statusWanted', kind: 4 },
      { type: 'recover', kind: 2 },
      { type: 'clearBuffers' },
    ]);
  });
});
