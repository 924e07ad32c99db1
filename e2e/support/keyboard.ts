import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { JSHandle, Page } from '@playwright/test';
import type { RunningApp } from './app.ts';

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

  /** A scanner that types: all keys at once, ended by Enter. `prefix`: the key that it presses first. No quotes in `text`. */
  async scan(text: string, prefix: string | null = null): Promise<void> {
    // One process for all keys: between two the gap would be a person's.
    const script = [
      ...(prefix === null ? [] : [`key --delay 0 ${prefix}`]),
      `type --delay 2 "${text}"`,
      'key --delay 0 Return',
    ];
    const typing = run('xdotool', ['-']);
    typing.child.stdin?.end(`${script.join('\n')}\n`);
    await typing;
  }

  /** A person, a fast one: more than eleven keys a second. */
  async type(text: string): Promise<void> {
    await run('xdotool', ['type', '--delay', '90', text]);
  }

  async press(...keys: readonly string[]): Promise<void> {
    await run('xdotool', ['key', '--delay', '90', ...keys]);
  }
}
