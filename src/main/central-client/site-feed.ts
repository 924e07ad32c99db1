import { createParser } from 'eventsource-parser';
import { SiteEvent } from '../../shared/api/events.ts';
import { SiteSnapshot } from '../../shared/api/queue.ts';
import { fillPath, paths } from '../../shared/api/routes.ts';
import { dayOfInstant } from '../../shared/domain/centre-time.ts';
import type { QueueView } from '../../shared/contract/tickets.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { CentralHttp } from './http.ts';

/** No server is let have its stations away for longer. */
const longestAskedMs = 10_000;

export interface SiteFeedOptions {
  readonly siteId: string;
  readonly http: () => CentralHttp;
  readonly clock: Clock;
  readonly log: Log;
  readonly onChanged: (view: QueueView) => void;
  /** Each time the connection is there again. */
  readonly onConnected: () => void;
  readonly reconnectMs?: number;
  /** The server sends a heartbeat every 15 s; after this long without anything the connection counts as dead. */
  readonly silenceMs?: number;
}

/**
 * The queue of a site as this installation knows it: a snapshot, then the events after it (design D4). An event newer than
 * the snapshot means that the queue has changed; order and reasons are the server's, so the view is taken anew, once for
 * all events that came together. The last calls are in the snapshot with their ids: none is lost by that.
 */
export class SiteFeed {
  private view: QueueView;
  private stopped = false;
  private abort = new AbortController();
  private loop: Promise<void> | null = null;
  private refreshing: Promise<boolean> | null = null;
  private refreshAgain = false;
  private wake: (() => void) | null = null;
  /** How long a server that stops asked to wait; null: it did not. */
  private askedToWaitMs: number | null = null;

  constructor(private readonly options: SiteFeedOptions) {
    this.view = {
      central: { state: 'connecting', since: options.clock.now().toISOString(), pendingCommands: 0 },
      snapshot: null,
      clockOffsetMs: 0,
    };
  }

  current(): QueueView {
    return this.view;
  }

  setPending(pendingCommands: number): void {
    if (pendingCommands === this.view.central.pendingCommands) return;
    this.change({ ...this.view, central: { ...this.view.central, pendingCommands } });
  }

  start(): void {
    this.loop ??= this.run();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.abort.abort();
    this.wake?.();
    await this.loop;
  }

  /** Takes the snapshot anew, e.g. after a command of this station, so that its own screen need not wait for the event. */
  async refresh(): Promise<boolean> {
    if (this.refreshing) {
      this.refreshAgain = true;
      return this.refreshing;
    }
    this.refreshing = this.takeSnapshots().finally(() => (this.refreshing = null));
    return this.refreshing;
  }

  private async takeSnapshots(): Promise<boolean> {
    let taken: boolean;
    do {
      this.refreshAgain = false;
      taken = await this.takeSnapshot();
    } while (this.wantsAgain() && taken);
    return taken;
  }

  /** Whether somebody asked while the last snapshot was on its way. */
  private wantsAgain(): boolean {
    return this.refreshAgain && !this.stopped;
  }

  private async takeSnapshot(): Promise<boolean> {
    const path = fillPath(paths.snapshot, { siteId: this.options.siteId });
    const asked = this.options.clock.now().getTime();
    const answer = await this.options.http().get(path, SiteSnapshot);
    if (!answer.ok) {
      this.options.log.warn('no snapshot', { code: answer.error.code, cause: answer.error.cause });
      return false;
    }
    const known = this.view.snapshot;
    if (known && known.day === answer.value.day && known.sequence > answer.value.sequence) return true;
    const now = this.options.clock.now().getTime();
    const clockOffsetMs = Date.parse(answer.value.at) - (asked + now) / 2;
    this.change({ ...this.view, snapshot: answer.value, clockOffsetMs: Math.round(clockOffsetMs) });
    return true;
  }

  private async run(): Promise<void> {
    // `stop` may come at any await; asked through a method, because the compiler believes a field that it has just seen.
    while (!this.isStopped()) {
      const connected = await this.refresh();
      if (connected) await this.follow();
      if (this.isStopped()) return;
      this.setState('away');
      await this.pause(this.askedToWaitMs ?? this.options.reconnectMs ?? 1_000);
      this.askedToWaitMs = null;
    }
  }

  private isStopped(): boolean {
    return this.stopped;
  }

  /** Reads the stream until it ends, breaks or falls silent. */
  private async follow(): Promise<void> {
    const sequence = this.view.snapshot?.sequence ?? 0;
    const path = fillPath(paths.events, { siteId: this.options.siteId });
    this.abort = new AbortController();
    if (this.stopped) return;
    const opened = await this.options.http().stream(path, sequence, this.abort.signal);
    if (!opened.ok) {
      this.options.log.warn('no event stream', { code: opened.error.code });
      return;
    }
    this.setState('connected');
    this.options.onConnected();
    const silenceMs = this.options.silenceMs ?? 40_000;
    let silence = setTimeout(() => this.abort.abort(), silenceMs);
    const parser = createParser({
      onEvent: (message) => this.hear(message.event, message.data),
      onRetry: (ms) => (this.askedToWaitMs = Math.min(ms, longestAskedMs)),
    });
    const decoder = new TextDecoder();
    try {
      for await (const piece of opened.value) {
        clearTimeout(silence);
        silence = setTimeout(() => this.abort.abort(), silenceMs);
        // A heartbeat at least: what changes by the clock alone is told by no event.
        if (this.isOutOfDate()) void this.refresh();
        parser.feed(typeof piece === 'string' ? piece : decoder.decode(piece, { stream: true }));
      }
    } catch (thrown) {
      this.options.log.info('event stream ended', { cause: thrown instanceof Error ? thrown.message : '' });
    } finally {
      clearTimeout(silence);
    }
  }

  /** Whether the snapshot is of yesterday, or says of a group that it is closed until an instant that has come. */
  private isOutOfDate(): boolean {
    const { snapshot, clockOffsetMs } = this.view;
    if (snapshot === null) return false;
    const now = new Date(this.options.clock.now().getTime() + clockOffsetMs);
    if (dayOfInstant(now.toISOString()) !== snapshot.day) return true;
    return snapshot.groups.some(
      ({ closed }) => closed?.opensAt != null && Date.parse(closed.opensAt) <= now.getTime(),
    );
  }

  private hear(name: string | undefined, data: string): void {
    if (name === 'reset') {
      void this.refresh();
      return;
    }
    let event;
    try {
      event = SiteEvent.safeParse(JSON.parse(data));
    } catch {
      event = null;
    }
    if (!event?.success) {
      // A newer server may send kinds that we do not know: the snapshot still says what they changed.
      this.options.log.warn('event not understood', { event: name });
      void this.refresh();
      return;
    }
    if (event.data.sequence > (this.view.snapshot?.sequence ?? 0)) void this.refresh();
  }

  private setState(state: QueueView['central']['state']): void {
    if (state === this.view.central.state) return;
    this.change({
      ...this.view,
      central: { ...this.view.central, state, since: this.options.clock.now().toISOString() },
    });
  }

  private change(view: QueueView): void {
    this.view = view;
    this.options.onChanged(view);
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
