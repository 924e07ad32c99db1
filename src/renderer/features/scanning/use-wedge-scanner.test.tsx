import { act, cleanup, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WedgeSettings } from '../../../shared/contract/scanning.ts';
import type { TypedDoubt } from '../../../shared/domain/scan-meaning.ts';
import { useWedgeScanner } from './use-wedge-scanner.ts';

const byTiming: WedgeSettings = { enabled: true, prefix: '', suffix: '', maxGapMs: 35 };

interface Seen {
  scans: { text: string; doubt: TypedDoubt }[];
  submitted: string[];
}

function Form(props: { readonly settings: WedgeSettings | null; readonly seen: Seen }) {
  const [note, setNote] = useState('Ghi chú');
  useWedgeScanner(props.settings, ({ text, doubt }) => props.seen.scans.push({ text, doubt }));
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        props.seen.submitted.push(note);
      }}
    >
      <input aria-label="Ghi chú" value={note} onChange={(event) => setNote(event.target.value)} />
      <output>{note}</output>
    </form>
  );
}

const digits = /^[0-9]$/;

/** A key as a browser handles it: down, then its character into the focused field and Enter to the form, then up. */
function press(character: string, more: KeyboardEventInit = {}): void {
  const code =
    character === 'Enter'
      ? 'Enter'
      : digits.test(character)
        ? `Digit${character}`
        : `Key${character.toUpperCase()}`;
  const init = { code, key: character, bubbles: true, cancelable: true, ...more };
  act(() => {
    const target = document.activeElement ?? document.body;
    const isAllowed = target.dispatchEvent(new KeyboardEvent('keydown', init));
    if (isAllowed && target instanceof HTMLInputElement) {
      if (character === 'Enter') target.form?.requestSubmit();
      else {
        const at = target.selectionStart ?? target.value.length;
        const text = target.value.slice(0, at) + character + target.value.slice(target.selectionEnd ?? at);
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(target, text);
        target.setSelectionRange(at + 1, at + 1);
        target.dispatchEvent(new Event('input', { bubbles: true }));
      }
    }
    target.dispatchEvent(new KeyboardEvent('keyup', init));
  });
}

describe('useWedgeScanner', () => {
  let now = 0;
  beforeEach(() => {
    vi.useFakeTimers();
    now = 1000;
    // jsdom stamps events with the real time; the test presses keys at times of its own.
    vi.spyOn(Event.prototype, 'timeStamp', 'get').mockImplementation(() => now);
  });
  afterEach(() => {
    cleanup();
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  function type(text: string, gap: number): void {
    for (const character of Array.from(text)) {
      now += gap;
      vi.advanceTimersByTime(gap);
      press(character);
    }
  }
  function enter(gap: number): void {
    now += gap;
    vi.advanceTimersByTime(gap);
    press('Enter');
  }
  function mount(settings: WedgeSettings | null) {
    const seen: Seen = { scans: [], submitted: [] };
    const view = render(<Form settings={settings} seen={seen} />);
    const input = screen.getByLabelText<HTMLInputElement>('Ghi chú');
    return { seen, input, view, shown: () => screen.getByRole('status').textContent };
  }

  it('tells a scan, and leaves the field, its state and the cursor as they were', () => {
    const { seen, input, shown } = mount(byTiming);
    input.focus();
    input.setSelectionRange(3, 3);
    type('080090000001', 8);
    enter(8);
    expect(seen.scans).toEqual([{ text: '080090000001', doubt: 'none' }]);
    expect([input.value, shown(), input.selectionStart]).toEqual(['Ghi chú', 'Ghi chú', 3]);
    expect(seen.submitted).toEqual([]);
  });

  it('leaves a person alone', () => {
    const { seen, input, shown } = mount(byTiming);
    input.focus();
    input.setSelectionRange(7, 7);
    type('abcdef', 60);
    enter(60);
    expect(seen).toEqual({ scans: [], submitted: ['Ghi chúabcdef'] });
    expect(shown()).toBe('Ghi chúabcdef');
  });

  it('gives back what it held when the keys stop without an end', () => {
    const { seen, input, shown } = mount(byTiming);
    input.focus();
    input.setSelectionRange(7, 7);
    type('abcdef', 5);
    expect(shown()).toBe('Ghi chúabc');
    act(() => {
      vi.advanceTimersByTime(200);
    });
    expect(shown()).toBe('Ghi chúabcdef');
    expect(input.selectionStart).toBe(13);
    expect(seen.scans).toEqual([]);
  });

  it('gives it back before the next key of a person', () => {
    const { input, shown } = mount(byTiming);
    input.focus();
    input.setSelectionRange(7, 7);
    type('abcdef', 5);
    // The key is there before the timer of the silence is.
    now += 80;
    press('g');
    expect(shown()).toBe('Ghi chúabcdefg');
  });

  it('scans without a field in focus, and with a prefix lets no key through', () => {
    const heard: string[] = [];
    const listener = (event: KeyboardEvent) => heard.push(event.code);
    window.addEventListener('keydown', listener);
    const { seen, input } = mount({ ...byTiming, prefix: 'F9' });
    input.blur();
    now += 500;
    press('x', { code: 'F9', key: 'F9' });
    type('a025', 8);
    enter(8);
    window.removeEventListener('keydown', listener);
    expect(seen.scans).toEqual([{ text: 'a025', doubt: 'none' }]);
    expect(heard).toEqual([]);
  });

  it('puts each field back as it belongs when a burst in another one came just before', () => {
    const { seen, input, shown } = mount(byTiming);
    const other = document.createElement('input');
    document.body.append(other);
    other.focus();
    type('abcd', 5);
    // Late enough to be another run, too early for the timer of the silence.
    now += 60;
    input.focus();
    input.setSelectionRange(7, 7);
    for (const character of ['1', '2', '3', '4', 'Enter']) {
      press(character);
      now += 5;
    }
    expect(seen.scans).toEqual([{ text: '1234', doubt: 'headLost' }]);
    expect([shown(), other.value]).toEqual(['Ghi chú', 'abcd']);
    other.remove();
  });

  it('keeps the release of held keys from the page: a button acts on it', () => {
    const released: string[] = [];
    const listener = (event: KeyboardEvent) => released.push(event.code);
    window.addEventListener('keyup', listener);
    mount(byTiming);
    type('a025', 8);
    enter(8);
    window.removeEventListener('keyup', listener);
    expect(released).toEqual(['Enter']);
  });

  it('keeps the keys of a scan from shortcuts, and gives a person theirs when nothing follows', () => {
    const heard: string[] = [];
    const listener = (event: KeyboardEvent) => heard.push(event.key);
    document.addEventListener('keydown', listener);
    const { seen } = mount(byTiming);
    type('1234', 8);
    enter(8);
    expect(heard).toEqual([]);
    now += 1000;
    press('5');
    act(() => {
      vi.advanceTimersByTime(200);
    });
    document.removeEventListener('keydown', listener);
    expect(heard).toEqual(['5']);
    expect(seen.scans).toEqual([{ text: '1234', doubt: 'none' }]);
  });

  it('takes what it gave back out of the field again when the keys were only late', () => {
    const { seen, input, shown } = mount(byTiming);
    input.focus();
    input.setSelectionRange(7, 7);
    type('080090', 8);
    act(() => {
      vi.advanceTimersByTime(300);
    });
    expect(shown()).toBe('Ghi chú080090');
    type('000001', 8);
    enter(8);
    expect(seen.scans).toEqual([{ text: '080090000001', doubt: 'none' }]);
    expect(shown()).toBe('Ghi chú');
  });

  it('puts a list of choices back that went to another one by the first letters', () => {
    const { seen } = mount(byTiming);
    const list = document.createElement('select');
    for (const value of ['abc', 'xyz']) list.add(new Option(value));
    document.body.append(list);
    list.focus();
    now += 500;
    press('x');
    list.value = 'xyz';
    for (const character of ['x', '2', '3', '4', 'Enter']) {
      now += 5;
      press(character);
    }
    expect(seen.scans).toEqual([{ text: 'xx234', doubt: 'none' }]);
    expect(list.value).toBe('abc');
    list.remove();
  });

  it('says that an input method was at work', () => {
    const { seen, input } = mount(byTiming);
    input.focus();
    for (const character of ['1', '2', '3', '4', '5']) {
      now += 8;
      press(character, { key: 'Process', isComposing: true });
    }
    enter(8);
    expect(seen.scans).toEqual([{ text: '12345', doubt: 'inputMethod' }]);
    expect(input.value).toBe('Ghi chú');
    expect(document.activeElement).toBe(input);
  });

  it('does nothing while it is off or not known, and stops with the component', () => {
    for (const settings of [null, { ...byTiming, enabled: false }]) {
      const { seen, input, view } = mount(settings);
      input.focus();
      type('080090000001', 8);
      enter(8);
      expect(seen).toEqual({ scans: [], submitted: ['Ghi chú080090000001'] });
      view.unmount();
    }
    const { seen, view } = mount(byTiming);
    view.unmount();
    type('080090000001', 8);
    enter(8);
    expect(seen.scans).toEqual([]);
  });
});
