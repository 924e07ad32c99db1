import { app, session, type WebContents } from 'electron';
import type { Log } from '../log.ts';
import { origin } from './protocol.ts';

/** No permission, no download, no navigation, no new window, no webview: for every web contents, from its creation. */
export function lockDown(log: Log): void {
  app.on('web-contents-created', (_event, contents) => lockContents(contents, log));
}

/** The session's part; to be called once the app is ready. */
export function lockSession(log: Log): void {
  const all = session.defaultSession;
  all.setPermissionRequestHandler((_contents, permission, answer) => {
    log.warn('permission refused', { permission });
    answer(false);
  });
  all.setPermissionCheckHandler(() => false);
  all.setDevicePermissionHandler(() => false);
  all.on('will-download', (event) => event.preventDefault());
  // Second wall behind the content security policy: a window can ask for nothing but our own pages.
  all.webRequest.onBeforeRequest((details, answer) => {
    const allowed = details.url.startsWith(`${origin}/`) || /^(data|blob|devtools):/.test(details.url);
    if (!allowed) log.warn('request of a window refused', { type: details.resourceType });
    answer({ cancel: !allowed });
  });
}

function lockContents(contents: WebContents, log: Log): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => {
    log.warn('navigation refused');
    event.preventDefault();
  });
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.on('render-process-gone', (_event, details) =>
    log.error('window crashed', { reason: details.reason }),
  );
}
