import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { usCharacter } from './us-layout.ts';
import { WedgeDetector, type WedgeDecision } from './wedge-detector.ts';
import type { FieldBefore, WedgeKey } from './wedge-key.ts';

const codes = [
  ...Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ', (letter) => `Key${letter}`),
  ...Array.from('0123456789', (digit) => `Digit${digit}`),
  ...['Space', 'Minus', 'Equal', 'BracketLeft', 'BracketRight', 'Backslash', 'Semicolon'],
  ...['Quote', 'Backquote', 'Comma', 'Period', 'Slash'],
];
const strokes = new Map(
  codes.flatMap((code) =>
    [false, true].map((shift) => [usCharacter(code, shift) ?? '', { code, shift }] as const),
  ),
);

const emptyField: FieldBefore = { value: '', selectionStart: 0, selectionEnd: 0 };

function key(code: string, timeStamp: number, more: Partial<WedgeKey> = {}): WedgeKey {
  const shift = more.shift ?? false;
  return {
    code,
    key: usCharacter(code, shift) ?? code,
    shift,
    ctrl: false,
    alt: false,
    meta: false,
    capsLock: false,
    isComposing: false,
    repeat: false,
    timeStamp,
    field: emptyField,
    ...more,
  };
}

/** The keys of a text, each `gap` milliseconds after the other, as a scanner or a person presses them. */
function typed(text: string, gap: number, start = 1000, more: Partial<WedgeKey> = {}): WedgeKey[] {
  return Array.from(text, (character, index) => {
    const stroke = strokes.get(character);
    if (stroke === undefined) throw new Error(`no key for ${character}`);
    return key(stroke.code, start + index * gap, { shift: stroke.shift, ...more });
  });
}

function scanOf(text: string, gap = 8, more: Partial<WedgeKey> = {}): WedgeKey[] {
  const keys = typed(text, gap, 1000, more);
  return [...keys, key('Enter', 1000 + keys.length * gap, more)];
}

const byTiming = { enabled: true, prefix: '', suffix: '', maxGapMs: 35 } as const;
const byPrefix = { ...byTiming, prefix: 'F9' } as const;

function run(detector: WedgeDetector, keys: readonly WedgeKey[]): WedgeDecision[] {
  return keys.map((one) => detector.keyDown(one));
}
const textsOf = (decisions: readonly WedgeDecision[]) =>
  decisions.flatMap(({ scan }) => (scan === null ? [] : [scan.text]));
const swallowed = (decisions: readonly WedgeDecision[]) => decisions.map(({ swallow }) => swallow);

const dossierCode = 'H39.01-260731-0001';

describe('a scan by timing', () => {
  it('is told with its text, and all but its first three keys are kept from the page', () => {
    const decisions = run(new WedgeDetector(byTiming), scanOf(dossierCode));
    expect(decisions.at(-1)?.scan).toEqual({
      text: dossierCode,
      doubt: 'none',
      leaked: 3,
      restore: emptyField,
    });
    expect(swallowed(decisions)).toEqual([false, false, false, ...Array<boolean>(16).fill(true)]);
  });

  it('gives any text of the US keyboard back, at any speed within the limit', () => {
    const text = fc
      .array(fc.constantFrom(...strokes.keys()), { minLength: 4, maxLength: 300 })
      .map((characters) => characters.join(''));
    fc.assert(
      fc.property(text, fc.integer({ min: 0, max: 35 }), (content, gap) => {
        const decisions = run(new WedgeDetector(byTiming), scanOf(content, gap));
        expect(textsOf(decisions)).toEqual([content]);
      }),
    );
  });

  it('says what the field held before it, and how many keys may stand in it', () => {
    const field: FieldBefore = { value: 'Ghi chú', selectionStart: 7, selectionEnd: 7 };
    const keys = scanOf('080090000001').map((one, index) => ({
      ...one,
      field: { ...field, value: field.value + '080'.slice(0, index) },
    }));
    const decisions = run(new WedgeDetector(byTiming), keys);
    expect(decisions.at(-1)?.scan).toMatchObject({ leaked: 3, restore: field });
  });

  it('ends with Tab, the Enter of the number pad, and CR or LF sent as Ctrl+M or Ctrl+J', () => {
    for (const end of [
      key('Tab', 1032),
      key('NumpadEnter', 1032),
      key('KeyM', 1032, { ctrl: true }),
      key('KeyJ', 1032, { ctrl: true }),
    ])
      expect(textsOf(run(new WedgeDetector(byTiming), [...typed('A025', 8), end]))).toEqual(['A025']);
  });

  it('is told once for each of 50 in a burst, in order', () => {
    const texts = Array.from({ length: 50 }, (_, index) => `A-${String(index).padStart(3, '0')}`);
    const keys = texts.flatMap((text, index) => {
      const start = 1000 + index * 60;
      return [...typed(text, 8, start), key('Enter', start + text.length * 8)];
    });
    expect(textsOf(run(new WedgeDetector(byTiming), keys))).toEqual(texts);
  });

  it('begins after what a person typed before it', () => {
    const keys = [...typed('xin', 150, 0), ...scanOf('A025')];
    expect(textsOf(run(new WedgeDetector(byTiming), keys))).toEqual(['A025']);
  });
});

describe('a person', () => {
  it('who types is never a scan and loses no key, however fast single keys follow', () => {
    // Rolled fingers write a few keys within the gap; then comes one that does not.
    const roll = fc.tuple(
      fc.array(fc.tuple(fc.constantFrom(...strokes.keys()), fc.integer({ min: 0, max: 35 })), {
        maxLength: 6,
      }),
      fc.constantFrom(...strokes.keys()),
      fc.integer({ min: 36, max: 400 }),
    );
    const typing = fc
      .array(roll, { maxLength: 15 })
      .map((rolls) => rolls.flatMap(([fast, slow, gap]) => [[slow, gap] as const, ...fast]));
    fc.assert(
      fc.property(typing, fc.integer({ min: 36, max: 300 }), fc.boolean(), (keys, beforeEnter, inField) => {
        const detector = new WedgeDetector(byTiming);
        const field = inField ? emptyField : null;
        let now = 1000;
        let page = '';
        // The space bar outside of a field is the browser's (see the detector).
        const letters = keys.map(([typed, wait]) => [inField || typed !== ' ' ? typed : 'a', wait] as const);
        for (const [character, wait] of letters) {
          now += wait;
          const stroke = strokes.get(character)!;
          const decision = detector.keyDown(key(stroke.code, now, { shift: stroke.shift, field }));
          page += decision.replay + (decision.swallow ? '' : character);
          expect(decision.scan).toBeNull();
        }
        const enter = detector.keyDown(key('Enter', now + beforeEnter, { field }));
        page += enter.replay;
        expect(enter).toMatchObject({ swallow: false, scan: null });
        expect(page).toBe(letters.map(([character]) => character).join(''));
      }),
    );
  });

  it('gets held keys back when the keys stop', () => {
    const detector = new WedgeDetector(byTiming);
    run(detector, typed('abcdef', 5));
    expect(detector.silenceMs).toBe(85);
    expect(detector.silence().replay).toBe('def');
    expect(detector.silenceMs).toBeNull();
    expect(detector.silence().replay).toBe('');
    expect(detector.end()).toBe('');
  });

  it('gets them as the layout of the system writes them', () => {
    const detector = new WedgeDetector(byTiming);
    run(detector, [...typed('abc', 5), key('KeyQ', 1015, { key: 'a' }), key('Digit2', 1020, { key: 'é' })]);
    expect(detector.silence().replay).toBe('aé');
  });

  it('who rests a finger on a key is no scan', () => {
    const repeats = Array.from({ length: 30 }, (_, index) =>
      key('Digit0', 1500 + index * 30, { repeat: true }),
    );
    const decisions = run(new WedgeDetector(byTiming), [key('Digit0', 1000), ...repeats, key('Enter', 2420)]);
    expect(textsOf(decisions)).toEqual([]);
    expect(swallowed(decisions)).not.toContain(true);
  });

  it('keeps shortcuts, arrows and short bursts with Enter', () => {
    const detector = new WedgeDetector(byTiming);
    const decisions = run(detector, [
      key('KeyC', 0, { ctrl: true }),
      key('KeyA', 5),
      key('KeyV', 10, { ctrl: true }),
      key('ArrowDown', 15),
      key('KeyX', 20),
      key('KeyY', 25),
      key('Enter', 30),
    ]);
    expect(swallowed(decisions)).not.toContain(true);
    expect(textsOf(decisions)).toEqual([]);
  });

  it('who writes Vietnamese through Unikey is no scan: its bursts are not keys', () => {
    // "đường": the tone key makes Unikey send Backspaces and whole letters within a millisecond, then comes Enter.
    const decisions = run(new WedgeDetector(byTiming), [
      key('KeyF', 1000),
      ...[1, 2, 3, 4].map((step) => key('Backspace', 1000 + step)),
      ...['ư', 'ờ', 'n', 'g'].map((letter, index) => key('', 1005 + index, { key: letter })),
      key('Enter', 1030),
    ]);
    expect(textsOf(decisions)).toEqual([]);
    expect(swallowed(decisions)).not.toContain(true);
  });
});

describe('the keys are read off the keyboard, not off what the system made of them', () => {
  it('on another layout', () => {
    const keys = scanOf('A-025').map((one) => ({ ...one, key: one.key === 'Enter' ? 'Enter' : 'ß' }));
    expect(textsOf(run(new WedgeDetector(byTiming), keys))).toEqual(['A-025']);
  });

  it('under an input method, with its doubt and with the field put back', () => {
    const field = { value: 'cũ', selectionStart: 2, selectionEnd: 2 };
    for (const more of [{ isComposing: true }, { key: 'Process' }]) {
      const decisions = run(new WedgeDetector(byTiming), scanOf(dossierCode, 8, { ...more, field }));
      expect(decisions.at(-1)?.scan).toEqual({
        text: dossierCode,
        doubt: 'inputMethod',
        leaked: 3,
        restore: field,
      });
    }
  });

  it('under Unikey that rewrites in the middle: other letters stand there', () => {
    const keys = [
      ...typed('H39.D', 8),
      key('Backspace', 1040),
      key('', 1041, { key: 'Đ' }),
      ...typed('01', 8, 1048),
      key('Enter', 1064),
    ];
    expect(run(new WedgeDetector(byTiming), keys).at(-1)?.scan).toMatchObject({ doubt: 'altered' });
  });

  it('with Caps Lock on: letters are in doubt, digits are not', () => {
    const doubtOf = (text: string) =>
      run(new WedgeDetector(byTiming), scanOf(text, 8, { capsLock: true })).at(-1)?.scan?.doubt;
    expect(doubtOf('H39.01')).toBe('capsLock');
    expect(doubtOf('080090000001')).toBe('none');
  });

  it('leaves Alt + digits out, and keeps control characters from shortcuts', () => {
    const keys = [
      ...typed('NGUY', 8),
      key('AltLeft', 1030, { alt: true }),
      ...['1', '2', '6', '9'].map((digit, index) => key(`Numpad${digit}`, 1032 + index * 8, { alt: true })),
      ...typed('N', 8, 1064),
      key('BracketRight', 1072, { ctrl: true }),
      key('KeyB', 1080, { ctrl: true }),
      key('Enter', 1088),
    ];
    const decisions = run(new WedgeDetector(byTiming), keys);
    expect(decisions.at(-1)?.scan).toMatchObject({ text: 'NGUYN\x1d\x02', doubt: 'none' });
    expect(swallowed(decisions).slice(3)).not.toContain(false);
  });
});

describe('a machine that is busy', () => {
  const field: FieldBefore = { value: 'Ghi chú', selectionStart: 7, selectionEnd: 7 };

  it('hands keys over late: what was given back was the scan’s after all, and is taken out of the field again', () => {
    const detector = new WedgeDetector(byTiming);
    const keys = scanOf(dossierCode, 8, { field });
    run(detector, keys.slice(0, 6));
    expect(detector.silence()).toEqual({ replay: dossierCode.slice(3, 6), scan: null });
    const decisions = run(detector, keys.slice(6));
    expect(decisions.at(-1)?.scan).toEqual({ text: dossierCode, doubt: 'none', leaked: 6, restore: field });
    expect(swallowed(decisions)).not.toContain(false);
  });

  it('stalls once in the middle of a scan', () => {
    const keys = scanOf(dossierCode, 8, { field }).map((one, index) =>
      index < 10 ? one : { ...one, timeStamp: one.timeStamp + 90 },
    );
    expect(textsOf(run(new WedgeDetector(byTiming), keys))).toEqual([dossierCode]);
  });

  it('stalls at the beginning: a scan that may have lost its head is in doubt, and the field is put back', () => {
    const keys = scanOf(dossierCode, 8, { field }).map((one, index) => ({
      ...one,
      timeStamp: one.timeStamp + (index < 3 ? 0 : 60),
      field: { ...field, value: `Ghi chú${dossierCode.slice(0, Math.min(index, 3))}` },
    }));
    expect(run(new WedgeDetector(byTiming), keys).at(-1)?.scan).toMatchObject({
      text: dossierCode.slice(3),
      doubt: 'headLost',
      restore: field,
    });
  });
});

describe('out of a field', () => {
  it('no key of a scan is a shortcut, and a person’s key is given back when nothing follows', () => {
    const detector = new WedgeDetector(byTiming);
    const decisions = run(detector, scanOf('1234', 8, { field: null }));
    expect(swallowed(decisions)).not.toContain(false);
    expect(decisions.at(-1)?.scan).toMatchObject({ text: '1234', leaked: 0, restore: null });
    expect(detector.keyDown(key('Digit3', 5000, { field: null })).swallow).toBe(true);
    expect(detector.silence().replay).toBe('3');
  });

  it('the space bar stays with the button that has the focus', () => {
    expect(new WedgeDetector(byTiming).keyDown(key('Space', 1000, { field: null }))).toEqual({
      swallow: false,
      replay: '',
      scan: null,
    });
  });
});

describe('a suffix', () => {
  it('that is configured is the only end', () => {
    const settings = { ...byTiming, suffix: 'F10' };
    const decisions = run(new WedgeDetector(settings), [...typed('A025', 8), key('F10', 1032)]);
    expect(decisions.at(-1)).toMatchObject({ swallow: true, scan: { text: 'A025' } });
    const entered = run(new WedgeDetector(settings), [...typed('A025', 8), key('Enter', 1032)]);
    expect(entered.at(-1)).toEqual({ swallow: false, replay: '5', scan: null });
  });

  it('may be none at all: silence ends a scan of eight keys and more, and no shorter one', () => {
    const detector = new WedgeDetector({ ...byTiming, suffix: 'none' });
    run(detector, typed(dossierCode, 8));
    expect(detector.silence().scan).toMatchObject({ text: dossierCode, leaked: 3 });
    run(detector, typed('abcdefg', 8, 5000));
    expect(detector.silence()).toEqual({ replay: 'defg', scan: null });
  });
});

describe('a scan behind a prefix key', () => {
  it('or behind STX, which is typed as Ctrl+B', () => {
    const keys = [key('KeyB', 990, { ctrl: true }), ...typed('A1', 8), key('Enter', 1016)];
    const decisions = run(new WedgeDetector({ ...byTiming, prefix: 'STX' }), keys);
    expect(textsOf(decisions)).toEqual(['A1']);
    expect(swallowed(decisions)).not.toContain(false);
  });

  const withPrefix = (text: string, gap: number) => [
    key('F9', 990),
    ...typed(text, gap),
    key('Enter', 1000 + text.length * gap),
  ];

  it('lets no key reach the page, and may be slow', () => {
    const decisions = run(new WedgeDetector(byPrefix), withPrefix('A1', 100));
    expect(decisions.at(-1)?.scan).toEqual({ text: 'A1', doubt: 'none', leaked: 0, restore: null });
    expect(swallowed(decisions)).not.toContain(false);
  });

  it('is the only kind then: the same keys without it are typing', () => {
    const decisions = run(new WedgeDetector(byPrefix), scanOf(dossierCode));
    expect(textsOf(decisions)).toEqual([]);
    expect(swallowed(decisions)).not.toContain(true);
  });

  it('that is torn goes nowhere, and the next one is whole', () => {
    const detector = new WedgeDetector(byPrefix);
    run(detector, [key('F9', 0), ...typed('080090', 8, 10)]);
    expect(detector.silence().replay).toBe('');
    run(detector, [key('F9', 500), ...typed('080090', 8, 510)]);
    expect(textsOf(run(detector, withPrefix('A-025', 8)))).toEqual(['A-025']);
  });

  it('pressed by a person by mistake costs no letter', () => {
    const detector = new WedgeDetector(byPrefix);
    run(detector, [key('F9', 0), key('KeyA', 100)]);
    expect(detector.keyDown(key('KeyB', 400))).toEqual({ swallow: false, replay: 'a', scan: null });
  });
});

it('does nothing when it is off', () => {
  const decisions = run(new WedgeDetector({ ...byTiming, enabled: false }), scanOf(dossierCode));
  expect(textsOf(decisions)).toEqual([]);
  expect(swallowed(decisions)).not.toContain(true);
});
