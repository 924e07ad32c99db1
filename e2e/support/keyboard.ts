import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { JSHandle, Page } from '@playwright/test';
import type { RunningApp } from './app.ts';
import { typeAtOnce } from './key-burst.ts';

const run = promisify(execFile);

/** What is used of Electron's BrowserWindow. */
interface NativeWindow {
  show(): void;
  focus(): void;
  getNativeWindowHandle(): Buffer;
}

/** The keyboard of the machine: real key events of the X server, which go to whatever window has the focus. */
export class SystemKeyboard {
  /** Gives a window the focus, as a click on it would: without a window manager nobody does it but us. */
  async focus(app: RunningApp, page: Page): Promise<void> {
    const browserWindow = (await app.electron.browserWindow(page)) as JSHandle<NativeWindow>;
    const id = await browserWindow.evaluate((shown) => {
      shown.show();
      shown.focus();
      return shown.getNativeWindowHandle().readUInt32LE(0);
    });
    await run('xdotool', ['windowraise', String(id), 'windowfocus', '--sync', String(id)]);
  }

  /**
   * A scanner that types: all keys at once. `prefix` and `suffix`: the keys that it presses before and after (names of X);
   * characters that the US keyboard does not have are left out, as scanners leave them out.
   */
  scan(text: string, marks: { readonly prefix?: string; readonly suffix?: string | null } = {}): void {
    const { prefix, suffix = 'Return' } = marks;
    const typed = Array.from(text).filter((character) => character >= ' ' && character <= '~');
    typeAtOnce([...(prefix === undefined ? [] : [prefix]), ...typed, ...(suffix === null ? [] : [suffix])]);
  }

  /** A person, a fast one: more than eleven keys a second. */
  async type(text: string): Promise<void> {
    await run('xdotool', ['type', '--delay', '90', text]);
  }

  async press(...keys: readonly string[]): Promise<void> {
    await run('xdotool', ['key', '--delay', '90', ...keys]);
  }
}
