import { createParser, type EventSourceMessage } from 'eventsource-parser';
import { paths } from '../../shared/api/routes.ts';
import type { ApiClient } from './api-client.ts';

/** A station that listens: what it heard, in order, and how to wait for the next. */
export class Listener {
  readonly #abort = new AbortController();
  readonly #heard: (EventSourceMessage | 'comment')[] = [];
  #waiting: (() => void) | null = null;
  #end: Promise<void> = Promise.resolve();
  #retryMs = 0;
  status = 0;

  /** Opens a stream; whoever opened it leaves it. */
  static async open(station: ApiClient, headers: Record<string, string> = {}, query = {}): Promise<Listener> {
    const listener = new Listener();
    const response = await fetch(station.address(paths.events, { query }), {
      headers: { ...station.authorization(), ...headers },
      signal: listener.#abort.signal,
    });
    listener.status = response.status;
    if (response.ok) listener.#end = listener.#read(response);
    return listener;
  }

  /** The next message that is no comment. */
  async next(): Promise<EventSourceMessage> {
    for (;;) {
      const message = await this.any();
      if (message !== 'comment') return message;
    }
  }

  async any(): Promise<EventSourceMessage | 'comment'> {
    for (;;) {
      const message = this.#heard.shift();
      if (message !== undefined) return message;
      await new Promise<void>((resolve) => (this.#waiting = resolve));
    }
  }

  /** Waits until the server ends the stream; in how many milliseconds it asked to be asked again, 0 where it did not say. */
  async ended(): Promise<number> {
    await this.#end;
    return this.#retryMs;
  }

  leave(): void {
    this.#abort.abort();
  }

  async #read(response: Response): Promise<void> {
    const parser = createParser({
      onEvent: (message) => this.#hear(message),
      onRetry: (ms) => (this.#retryMs = ms),
      onComment: () => this.#hear('comment'),
    });
    const decoder = new TextDecoder();
    try {
      for await (const piece of response.body as unknown as AsyncIterable<Uint8Array>)
        parser.feed(decoder.decode(piece, { stream: true }));
    } catch {
      // The test has left.
    }
  }

  #hear(message: EventSourceMessage | 'comment'): void {
    this.#heard.push(message);
    this.#waiting?.();
  }
}
