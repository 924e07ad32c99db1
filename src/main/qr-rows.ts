// Its named exports draw; only the default one gives the modules themselves.
import bwip from 'bwip-js/node';

/** A text as a QR code (level M), one text of 0 and 1 for each row, without its quiet zone. Drawn here: nothing leaves main. */
export function qrRows(text: string): string[] {
  const [symbol] = bwip.raw('qrcode', text, 'eclevel=M');
  if (symbol === undefined || !('pixs' in symbol)) throw new Error('bwip-js gave no modules for qrcode');
  const { pixs, pixx } = symbol;
  return Array.from({ length: pixs.length / pixx }, (_, row) =>
    pixs.slice(row * pixx, (row + 1) * pixx).join(''),
  );
}
