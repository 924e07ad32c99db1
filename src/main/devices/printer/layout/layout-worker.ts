import { parentPort, workerData } from 'node:worker_threads';
import { loadPaperFonts, paperFontFiles } from './glyphs.ts';
import { layOutSlip } from './lay-out-slip.ts';
import type { LayoutReply, LayoutRequest } from './layout-messages.ts';
import { slipPicture } from './slip-picture.ts';

/**
 * The thread that draws slips: a receipt takes some hundred milliseconds of pure work, too long for the thread that answers
 * windows and devices. Its data is the folder of the fonts. What it throws is a bug and ends it; `WorkerLayoutEngine` tells
 * the job at hand and starts another.
 */
const fonts = loadPaperFonts(paperFontFiles(workerData as string));

async function perform(request: LayoutRequest): Promise<void> {
  if (request.type === 'picture') {
    const png = slipPicture(request.slip);
    parentPort?.postMessage({ type: 'picture', png } satisfies LayoutReply);
    return;
  }
  const result = await layOutSlip(request.document, request.format, fonts);
  const pictures = result.ok
    ? result.value.parts.flatMap((part) =>
        part.type === 'raster' ? [part.raster.data.buffer as ArrayBuffer] : [],
      )
    : [];
  parentPort?.postMessage({ type: 'layOut', result } satisfies LayoutReply, pictures);
}

parentPort?.on('message', (request: LayoutRequest) => {
  void perform(request);
});
