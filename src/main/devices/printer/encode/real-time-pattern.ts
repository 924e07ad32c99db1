/**
 * Where bytes of a picture would be obeyed as a real-time command: DLE EOT n, DLE ENQ n, DLE DC4 n (10 04, 10 05, 10 14
 * and a small number). Printers look for them in every byte that comes in, pictures included (HPRT TP809 manual, p. 36),
 * and answer, restart or open the drawer.
 */
export function startsRealTimeCommand(data: Uint8Array, at: number): boolean {
  if (data[at] !== 0x10) return false;
  const [code, argument] = [data[at + 1], data[at + 2]];
  if (code === undefined || argument === undefined || argument > 8) return false;
  return code === 0x05 || ((code === 0x04 || code === 0x14) && argument >= 1);
}

/** What to do about the real-time commands in a picture. */
export interface PatternBreaks {
  /** The rows; a copy with dots added where no cut between rows helps. */
  readonly data: Uint8Array;
  /** Rows at which a new band must begin, ascending: the pattern stood across the edge of two rows. */
  readonly bandStarts: readonly number[];
}

/**
 * Breaks every real-time command in the rows of a picture. Across the edge of two rows a new band is enough (its header
 * comes between) and changes nothing. Within a row no cut helps: there the one dot of the byte 10 (00010000) gets a black
 * neighbour (00011000). One dot of an eighth of a millimetre, beside a black one: no eye and no reader of codes sees it,
 * since bars and modules are drawn two dots wide or more, so that a single dot is never one of theirs.
 */
export function breakRealTimeCommands(data: Uint8Array, rowBytes: number): PatternBreaks {
  const broken = data.slice();
  const bandStarts: number[] = [];
  for (let at = broken.indexOf(0x10); at !== -1; at = broken.indexOf(0x10, at + 1)) {
    if (!startsRealTimeCommand(broken, at)) continue;
    const nextRow = Math.floor(at / rowBytes) + 1;
    const edge = nextRow * rowBytes;
    if (edge <= at + 2) {
      if (bandStarts.at(-1) !== nextRow) bandStarts.push(nextRow);
    } else {
      broken[at] = 0x18;
    }
  }
  return { data: broken, bandStarts };
}
