import { request } from 'node:http';
import { appError, causeOf, type AppError } from '../../../../shared/errors.ts';
import { err, ok, type Result } from '../../../../shared/result.ts';
import { decodeIpp, encodeIpp, ippNotFound, ippOperation, type IppGroup } from '../adapters/ipp.ts';
import { deadline } from '../deadline.ts';
import { isStopped } from './is-stopped.ts';
import type { FindListeners, FoundPrinter, PrinterFinder } from './port.ts';

export interface CupsFinderOptions {
  /** Host and port of the server; left out: the one of this machine. */
  readonly server?: string;
  readonly timeoutMs?: number;
}

const ownServer = 'localhost:631';
/** Delimiter of the attributes of one printer (RFC 8010, 3.5.1). */
const printerGroup = 0x04;
const wanted = ['printer-name', 'printer-info', 'printer-make-and-model', 'device-uri'];

/** Queues of CUPS (CUPS-Get-Printers), with the device behind each where that has an address of ours. */
export class CupsFinder implements PrinterFinder {
  readonly way = 'queue';
  readonly #server: string;
  readonly #timeoutMs: number;

  constructor(options: CupsFinderOptions = {}) {
    this.#server = options.server ?? ownServer;
    this.#timeoutMs = options.timeoutMs ?? 4000;
  }

  async find(listeners: FindListeners, signal: AbortSignal): Promise<Result<null, AppError>> {
    if (signal.aborted) return ok(null);
    const limit = deadline(this.#timeoutMs, signal);
    try {
      const bytes = await this.#ask(limit.signal);
      const answer = bytes && decodeIpp(bytes);
      if (!answer) return err(this.#trouble('what answers there is no print server'));
      // CUPS calls it so when it has no queue.
      if (answer.status === ippNotFound) return ok(null);
      if (answer.status >= 0x0100) return err(this.#trouble(`IPP status 0x${answer.status.toString(16)}`));
      for (const group of answer.groups) {
        const printer = group.tag === printerGroup ? this.#printer(group) : null;
        if (printer && !isStopped(signal)) listeners.found(printer);
      }
      return ok(null);
    } catch (thrown) {
      // Nobody listens: this machine has no CUPS.
      const isAbsent = (thrown as { code?: unknown }).code === 'ECONNREFUSED';
      return isAbsent || isStopped(signal) ? ok(null) : err(this.#trouble(causeOf(thrown)));
    } finally {
      limit.end();
    }
  }

  #ask(signal: AbortSignal): Promise<Buffer | null> {
    const [host = '', port = ''] = this.#server.split(':');
    return new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/ipp' };
      const post = request({ host, port: Number(port), method: 'POST', path: '/', headers, agent: false });
      signal.addEventListener('abort', () => post.destroy(new Error('no answer in time')), { once: true });
      post.once('error', reject);
      post.once('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => resolve(response.statusCode === 200 ? Buffer.concat(chunks) : null));
      });
      post.end(
        encodeIpp(ippOperation.cupsGetPrinters, [
          { type: 'keyword', name: 'requested-attributes', values: wanted },
        ]),
      );
    });
  }

  #printer({ attributes }: IppGroup): FoundPrinter | null {
    const text = (name: string): string | null => {
      const [value] = attributes.get(name) ?? [];
      return typeof value === 'string' && value !== '' ? value : null;
    };
    const queue = text('printer-name');
    if (queue === null) return null;
    const device = text('device-uri');
    const behind = device === null ? null : addressOfUri(device);
    return {
      way: 'queue',
      address: this.#server === ownServer ? `cups:${queue}` : `cups:${queue}?server=${this.#server}`,
      aliases: behind === null ? [] : [behind],
      name: queue,
      model: modelOf(text('printer-make-and-model'), infoOf(queue, text('printer-info')), device),
      problem: null,
    };
  }

  #trouble(cause: string): AppError {
    return appError('printer-unreachable', { address: `cups: ${this.#server}` }, cause);
  }
}

/** The address of ours for the device of a queue; null when it has none (`usb:` of CUPS names no node). */
export function addressOfUri(uri: string): string | null {
  const socket = /^socket:\/\/([^/:?]+)(?::(\d+))?/.exec(uri);
  if (socket) return `tcp://${socket[1] ?? ''}:${socket[2] ?? '9100'}`;
  const serial = /^serial:(\/[^?]+)/.exec(uri);
  if (serial) return `serial:${serial[1] ?? ''}`;
  const file = /^file:(?:\/\/)?(\/dev\/.+)$/.exec(uri);
  return file ? `usb:${file[1] ?? ''}` : null;
}

/** What a person wrote about the queue; CUPS gives its name where nobody wrote anything. */
function infoOf(queue: string, info: string | null): string | null {
  return info === queue ? null : info;
}

/** A raw queue has no model of its own; a USB device behind it has one in its address: `usb://EPSON/TM-T82?serial=…`. */
function modelOf(model: string | null, info: string | null, uri: string | null): string | null {
  const usb = /^usb:\/\/([^/]+)\/([^?]+)/.exec(uri ?? '');
  if (usb) return [usb[1], usb[2]].map((part) => decodeURIComponent(part ?? '')).join(' ');
  return [model, info].find((text) => text !== null && !/^local raw printer$/i.test(text)) ?? null;
}
