import { Menu } from 'electron';

/**
 * Electron's own menu offers reloading, closing and developer tools, in English, to whoever presses Alt at a counter or a
 * kiosk. Of it the keys that enlarge the letters remain (Ctrl with + − 0), with no bar (`windows.ts` hides it).
 */
export function keepZoomKeysOnly(platform: NodeJS.Platform): void {
  // There the bar is the system's, and Quit and Copy are expected in it.
  if (platform === 'darwin') return;
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      {
        label: 'A',
        submenu: [
          { role: 'zoomIn' },
          // The same key without Shift.
          { role: 'zoomIn', accelerator: 'CommandOrControl+=' },
          { role: 'zoomOut' },
          { role: 'resetZoom' },
        ],
      },
    ]),
  );
}
