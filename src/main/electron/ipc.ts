import { randomUUID } from 'node:crypto';
import { ipcMain } from 'electron';
import { appError } from '../../shared/errors.ts';
import { err } from '../../shared/result.ts';
import type { Router } from '../host/router.ts';
import type { Log } from '../log.ts';
import type { Windows } from './windows.ts';

/** Joins the bridge to the router. Only the main frame of one of our windows, on our own pages, is answered (house rule 5). */
export function connectBridge(windows: Windows, router: Promise<Router>, log: Log): void {
  ipcMain.handle('quay.call', async (event, name: unknown, input: unknown) => {
    const frame = event.senderFrame;
    const isMainFrame = frame !== null && frame.parent === null;
    const identity = windows.identify(event.sender, frame?.url, isMainFrame);
    if (!identity) {
      log.error('call from a stranger refused', { isMainFrame });
      return err(appError('permission-denied'));
    }
    // Full screen is the window's own business: the only call that needs the window itself.
    if (name === 'station.fullScreen')
      windows.fullScreen(event.sender, (input as { on?: unknown } | null)?.on === true);
    return (await router).route(name, input, { ...identity, correlationId: randomUUID() });
  });
}
