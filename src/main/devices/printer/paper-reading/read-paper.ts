import { encodePng } from '../png.ts';
import type { Raster } from '../slip.ts';
import { PaperInterpreter } from './interpreter.ts';
import { LabelInterpreter } from './label-interpreter.ts';
import type { PaperEvent } from './paper-event.ts';
import { PaperRoll } from './paper-roll.ts';
import { StarInterpreter } from './star-interpreter.ts';

/** What a stream of printer bytes puts on paper. */
export interface PaperReading {
  /** One picture a slip, split where the paper was cut; what was never cut off is the last one. */
  readonly papers: readonly Raster[];
  readonly commands: readonly string[];
  /** Everything that the printer did, in order. */
  readonly events: readonly PaperEvent[];
  /** Bytes that no manual explains, the rest of a command broken off included. 0 for sound output. */
  readonly unknown: number;
}

/** The widest picture in the bytes: the width of the head, where nobody says it. */
function widestPicture(bytes: Uint8Array): number {
  let widest = 0;
  const interpreter = new PaperInterpreter(65_535, (event) => {
    if (event.type === 'picture') widest = Math.max(widest, event.raster.width);
  });
  interpreter.push(bytes);
  return widest;
}

/** Decodes the bytes for a label printer (TSPL): one picture a label. */
export function readLabels(bytes: Uint8Array, widthDots: number, dpi = 203): PaperReading {
  return read(bytes, widthDots, (onEvent) => new LabelInterpreter(widthDots, dpi, onEvent));
}

/** Decodes the bytes for a printer in Star's raster mode. */
export function readStar(bytes: Uint8Array, widthDots: number): PaperReading {
  return read(bytes, widthDots, (onEvent) => new StarInterpreter(widthDots, onEvent));
}

/** Decodes printer bytes back into pictures. `widthDots`: the head of the printer; left out, the widest picture. */
export function readPaper(bytes: Uint8Array, widthDots: number = widestPicture(bytes)): PaperReading {
  return read(bytes, widthDots, (onEvent) => new PaperInterpreter(widthDots, onEvent));
}

function read(
  bytes: Uint8Array,
  widthDots: number,
  interpreterFor: (
    onEvent: (event: PaperEvent) => void,
  ) => PaperInterpreter | LabelInterpreter | StarInterpreter,
): PaperReading {
  const roll = new PaperRoll(widthDots);
  const papers: Raster[] = [];
  const events: PaperEvent[] = [];
  const interpreter = interpreterFor((event) => {
    events.push(event);
    const paper = roll.accept(event);
    if (paper !== null) papers.push(paper.raster);
  });
  interpreter.push(bytes);
  const hanging = roll.hanging();
  if (hanging !== null) papers.push(hanging.raster);
  return {
    papers,
    commands: interpreter.commands,
    events,
    unknown: interpreter.unknown + interpreter.waitingBytes,
  };
}

/** The picture as a PNG, for eyes, Tesseract and ZBar. */
export function toPng(raster: Raster, dpi = 203): Uint8Array {
  return encodePng(raster, dpi);
}
