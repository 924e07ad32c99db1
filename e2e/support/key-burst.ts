import koffi from 'koffi';

/** What is used of Xlib and its XTEST extension. */
interface Xlib {
  open(display: string | null): unknown;
  keyCode(display: unknown, keySymbol: number): number;
  keySymbol(display: unknown, keyCode: number, group: number, level: number): number;
  symbolOfName(name: string): number;
  fake(display: unknown, keyCode: number, isPress: number, delayMs: number): number;
  grab(display: unknown): number;
  release(display: unknown): number;
  sync(display: unknown, discard: number): number;
  close(display: unknown): number;
}

function load(): Xlib {
  const x11 = koffi.load('libX11.so.6');
  const xtst = koffi.load('libXtst.so.6');
  return {
    open: x11.func('void *XOpenDisplay(const char *)'),
    keyCode: x11.func('uint8_t XKeysymToKeycode(void *, ulong)'),
    keySymbol: x11.func('ulong XkbKeycodeToKeysym(void *, uint8_t, int, int)'),
    symbolOfName: x11.func('ulong XStringToKeysym(const char *)'),
    fake: xtst.func('int XTestFakeKeyEvent(void *, uint, int, ulong)'),
    grab: x11.func('int XGrabServer(void *)'),
    release: x11.func('int XUngrabServer(void *)'),
    sync: x11.func('int XSync(void *, int)'),
    close: x11.func('int XCloseDisplay(void *)'),
  };
}

/**
 * The keys of a scanner as real key events of the X server, handed to it in one piece. `xdotool` sends them one by one, and
 * on a busy machine it waits for its turn, and the server's, between two keys: pauses of more than a tenth of a second
 * were measured, which no scanner makes (its keys carry the time at which the kernel got them).
 *
 * `keys` are characters of the US keyboard, or names of X (`Return`, `F9`) where longer than one character.
 */
export function typeAtOnce(keys: readonly string[]): void {
  const x = load();
  const display = x.open(process.env['DISPLAY'] ?? null);
  if (display === null) throw new Error('the X display cannot be opened');
  try {
    const shift = x.keyCode(display, x.symbolOfName('Shift_L'));
    // Nor does the server draw windows meanwhile: all keys have the same time.
    x.grab(display);
    for (const key of keys) {
      const symbol = key.length === 1 ? key.charCodeAt(0) : x.symbolOfName(key);
      const code = x.keyCode(display, symbol);
      if (code === 0) throw new Error(`no key for ${key}`);
      const isShifted = x.keySymbol(display, code, 0, 0) !== symbol;
      if (isShifted) x.fake(display, shift, 1, 0);
      x.fake(display, code, 1, 0);
      x.fake(display, code, 0, 0);
      if (isShifted) x.fake(display, shift, 0, 0);
    }
    x.release(display);
    x.sync(display, 0);
  } finally {
    x.close(display);
  }
}
