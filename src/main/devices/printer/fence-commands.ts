import { randomInt } from 'node:crypto';

/** GS r 1: answered once everything before it has left the receive buffer. */
export const bufferFence = Uint8Array.of(0x1d, 0x72, 0x01);

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** Four letters and digits: an id by which an answer of an earlier job is not taken for this one's. */
export function nextProcessId(): string {
  return Array.from({ length: 4 }, () => letters.charAt(randomInt(letters.length))).join('');
}

/** GS ( H, function 48: the printer sends this id back when everything before it is printed. */
export function processIdRequest(id: string): Uint8Array {
  return Uint8Array.of(0x1d, 0x28, 0x48, 6, 0, 48, 48, ...new TextEncoder().encode(id));
}

/** GS a: tell by yourself when online, error or paper change. The printer tells its state at once, too. ESC @ ends it. */
export const automaticStatus = Uint8Array.of(0x1d, 0x61, 0x0e);

/** GS a 0: tell nothing by yourself any more. */
export const noAutomaticStatus = Uint8Array.of(0x1d, 0x61, 0x00);
