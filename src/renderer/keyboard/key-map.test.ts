import { describe, expect, it } from 'vitest';
import { ariaKey, commandsOf, keyMap, matches, type Command, type KeyStroke } from './key-map.ts';

const stroke = (key: string, held: Partial<KeyStroke> = {}): KeyStroke => ({
  key,
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  metaKey: false,
  ...held,
});

describe('keys', () => {
  it('gives each command a key of its own', () => {
    const keys = Object.values(keyMap).map((key) => key.toLowerCase());
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('leaves alone what Windows, the browser and scanners use', () => {
    const taken = [
      'F1',
      'F5',
      'F9',
      'F11',
      'F12',
      'Alt+F4',
      'Ctrl+R',
      'Ctrl+W',
      'Ctrl+C',
      'Ctrl+V',
      'Ctrl+Z',
    ];
    for (const key of Object.values(keyMap)) expect(taken).not.toContain(key);
  });

  it('lists every command in the help of some screen', () => {
    const listed = new Set<Command>(Object.values(commandsOf).flat());
    expect([...listed].sort()).toEqual(Object.keys(keyMap).sort());
  });

  it('tells a key from the same key with another one held', () => {
    expect(matches(stroke('F2'), 'F2')).toBe(true);
    expect(matches(stroke('F2', { altKey: true }), 'F2')).toBe(false);
    expect(matches(stroke('p', { ctrlKey: true }), 'Ctrl+P')).toBe(true);
    expect(matches(stroke('p'), 'Ctrl+P')).toBe(false);
    expect(matches(stroke('F', { ctrlKey: true, shiftKey: true }), 'Ctrl+Shift+F')).toBe(true);
    expect(matches(stroke('f', { ctrlKey: true }), 'Ctrl+Shift+F')).toBe(false);
    expect(matches(stroke('Escape'), 'Esc')).toBe(true);
    expect(matches(stroke('ArrowRight', { altKey: true }), 'Alt+→')).toBe(true);
    expect(matches(stroke('ArrowRight'), 'Alt+→')).toBe(false);
  });

  it('names keys for assistive technology', () => {
    expect(ariaKey('receive')).toBe('Control+Enter');
    expect(ariaKey('close')).toBe('Escape');
    expect(ariaKey('stepBack')).toBe('Alt+ArrowLeft');
  });
});
