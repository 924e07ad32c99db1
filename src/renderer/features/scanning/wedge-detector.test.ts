import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { usCharacter } from './us-layout.ts';
import { WedgeDetector, type FieldBefore, type WedgeDecision, type WedgeKey } from './wedge-detector.ts';

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
    field: null,
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

const byTiming = { enabled: true, prefix: '', maxGapMs: 35 } as const;
const byPrefix = { enabled: true, prefix: 'F9', maxGapMs: 35 } as const;

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
    expect(decisions.at(-1)?.scan).toEqual({ text: dossierCode, suspect: false, leaked: 3, restore: null });
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
    const gap = fc.oneof(
      { weight: 1, arbitrary: fc.integer({ min: 0, max: 35 }) },
      { weight: 2, arbitrary: fc.integer({ min: 36, max: 400 }) },
    );
    const letters = fc.array(fc.tuple(fc.constantFrom(...strokes.keys()), gap), { maxLength: 60 });
    fc.assert(
      fc.property(letters, fc.integer({ min: 36, max: 300 }), (typing, beforeEnter) => {
        const detector = new WedgeDetector(byTiming);
        let now = 1000;
        let page = '';
        for (const [character, wait] of typing) {
          now += wait;
          const stroke = strokes.get(character)!;
          const decision = detector.keyDown(key(stroke.code, now, { shift: stroke.shift }));
          page += decision.replay + (decision.swallow ? '' : character);
          expect(decision.scan).toBeNull();
        }
        const enter = detector.keyDown(key('Enter', now + beforeEnter));
        page += enter.replay;
        expect(enter).toMatchObject({ swallow: false, scan: null });
        expect(page).toBe(typing.map(([character]) => character).join(''));
      }),
    );
  });

  it('gets held keys back when the keys stop', () => {
    const detector = new WedgeDetector(byTiming);
    run(detector, typed('abcdef', 5));
    expect(detector.silenceMs).toBe(85);
    expect(detector.silence()).toBe('def');
    expect(detector.silenceMs).toBeNull();
    expect(detector.silence()).toBe('');
  });

  it('gets them as the layout of the system writes them', () => {
    const detector = new WedgeDetector(byTiming);
    run(detector, [...typed('abc', 5), key('KeyQ', 1015, { key: 'a' }), key('Digit2', 1020, { key: 'é' })]);
    expect(detector.silence()).toBe('aé');
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

  it('under an input method, marked as suspect, with the field put back', () => {
    const field = { value: 'cũ', selectionStart: 2, selectionEnd: 2 };
    for (const more of [{ isComposing: true }, { key: 'Process' }]) {
      const decisions = run(new WedgeDetector(byTiming), scanOf(dossierCode, 8, { ...more, field }));
      expect(decisions.at(-1)?.scan).toEqual({
        text: dossierCode,
        suspect: true,
        leaked: 3,
        restore: field,
      });
    }
  });

  it('under Unikey that rewrites in the middle, marked as suspect', () => {
    const keys = [
      ...typed('H39.D', 8),
      key('Backspace', 1040),
      key('', 1041, { key: 'Đ' }),
      ...typed('01', 8, 1048),
      key('Enter', 1064),
    ];
    expect(run(new WedgeDetector(byTiming), keys).at(-1)?.scan).toMatchObject({ suspect: true });
  });

  it('with Caps Lock on: letters are suspect, digits are not', () => {
    const suspectOf = (text: string) =>
      run(new WedgeDetector(byTiming), scanOf(text, 8, { capsLock: true })).at(-1)?.scan?.suspect;
    expect(suspectOf('H39.01')).toBe(true);
    expect(suspectOf('080090000001')).toBe(false);
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
    expect(decisions.at(-1)?.scan).toMatchObject({ text: 'NGUYN\x1d\x02', suspect: true });
    expect(swallowed(decisions).slice(3)).not.toContain(false);
  });
});

describe('a scan behind a prefix key', () => {
  const withPrefix = (text: string, gap: number) => [
    key('F9', 990),
    ...typed(text, gap),
    key('Enter', 1000 + text.length * gap),
  ];

  it('lets no key reach the page, and may be slow', () => {
    const decisions = run(new WedgeDetector(byPrefix), withPrefix('A1', 100));
    expect(decisions.at(-1)?.scan).toEqual({ text: 'A1', suspect: false, leaked: 0, restore: null });
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
    expect(detector.silence()).toBe('');
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
