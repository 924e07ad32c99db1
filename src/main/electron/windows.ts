import { join } from 'node:path';
import { BrowserWindow, screen, type WebContents } from 'electron';
import type { StationEntry } from '../../shared/contract/config.ts';
import type { EventName, EventPayload } from '../../shared/contract/index.ts';
import type { CallContext } from '../host/handlers.ts';
import { origin } from './protocol.ts';

type WindowKind = CallContext['window'];

/** What a window is for. One window of each kind and station at a time. */
export interface WindowIdentity {
  readonly window: WindowKind;
  readonly stationId: string | null;
}

const sizes: Readonly<Record<WindowKind, { readonly width: number; readonly height: number }>> = {
  launcher: { width: 1366, height: 768 },
  station: { width: 1366, height: 768 },
  lab: { width: 1366, height: 768 },
  settings: { width: 1366, height: 768 },
};

/** The windows of the app: opens them, knows what each is, and brings events to them. */
export class Windows {
  private readonly open = new Map<WebContents, WindowIdentity>();
  private focused: string | null = null;

  constructor(
    private readonly preload: string,
    private readonly icon: string,
    private readonly title: string,
  ) {}

  /** Opens a window, or brings the one that is there to the front. */
  show(identity: WindowIdentity, station: StationEntry | null): void {
    const there = [...this.open].find(([, known]) => sameIdentity(known, identity));
    if (there) {
      const window = BrowserWindow.fromWebContents(there[0]);
      if (window?.isMinimized()) window.restore();
      window?.focus();
      return;
    }
    this.create(identity, station);
  }

  /** What the sender of a message is; null for anything that is not one of our windows' main frames on our own pages. */
  identify(contents: WebContents, frameUrl: string | undefined, isMainFrame: boolean): WindowIdentity | null {
    if (!isMainFrame || frameUrl === undefined || !frameUrl.startsWith(`${origin}/`)) return null;
    return this.open.get(contents) ?? null;
  }

  /** The station whose window had the focus last, of those that are open: the one that an ambiguous scan is for. */
  focusedStation(): string | null {
    return this.focused;
  }

  /** The stations whose windows are open. */
  openStations(): readonly string[] {
    return [...this.open.values()].flatMap(({ stationId }) => stationId ?? []);
  }

  isAnyOpen(): boolean {
    return this.open.size > 0;
  }

  publish<Name extends EventName>(name: Name, payload: EventPayload<Name>, stationId?: string): void {
    for (const [contents, identity] of this.open) {
      if (stationId !== undefined && identity.stationId !== stationId) continue;
      if (!contents.isDestroyed()) contents.send('quay.event', name, payload);
    }
  }

  fullScreen(contents: WebContents, on: boolean): void {
    BrowserWindow.fromWebContents(contents)?.setFullScreen(on);
  }

  private create(identity: WindowIdentity, station: StationEntry | null): void {
    const display = screen.getAllDisplays()[(station?.screen ?? 1) - 1] ?? screen.getPrimaryDisplay();
    const wanted = sizes[identity.window];
    const area = display.workArea;
    const width = Math.min(wanted.width, area.width);
    const height = Math.min(wanted.height, area.height);
    const kiosk = station?.role === 'kiosk' && station.fullScreen;
    const window = new BrowserWindow({
      width,
      height,
      x: area.x + Math.round((area.width - width) / 2),
      y: area.y + Math.round((area.height - height) / 2),
      title: station ? `${station.name} – ${this.title}` : this.title,
      icon: this.icon,
      fullscreen: station?.fullScreen ?? false,
      kiosk,
      show: false,
      backgroundColor: '#f6f7f9',
      webPreferences: {
        preload: this.preload,
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        webSecurity: true,
        spellcheck: false,
        // A display in the background must go on calling numbers, with its sound.
        backgroundThrottling: false,
        autoplayPolicy: 'no-user-gesture-required',
      },
    });
    window.setMenuBarVisibility(false);
    const contents = window.webContents;
    this.open.set(contents, identity);
    window.on('page-title-updated', (event) => event.preventDefault());
    window.on('focus', () => {
      if (identity.stationId !== null) this.focused = identity.stationId;
    });
    window.on('closed', () => {
      this.open.delete(contents);
      if (this.focused === identity.stationId) this.focused = null;
    });
    window.once('ready-to-show', () => window.show());
    void window.loadURL(`${origin}/index.html`);
  }
}

function sameIdentity(a: WindowIdentity, b: WindowIdentity): boolean {
  return a.window === b.window && a.stationId === b.stationId;
}

/** Path of the built preload, beside main's bundle. */
export function preloadPath(mainFolder: string): string {
  return join(mainFolder, '..', 'preload', 'index.js');
}
