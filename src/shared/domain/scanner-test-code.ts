/**
 * The code that tells how a scanner is set up. Up to the letters there is no vowel, so that no input method (Telex, VNI)
 * changes the head by which it is known.
 */
const head = 'QMC1:K:';
/** A Code 128 holds no Vietnamese letter, so its text promises none. */
const barHead = 'QMC1:B:';
const letters = 'Đặng Quỳnh Ẩn, phường Ngưỡng Trừ';

/** The text of the test code, as a QR. */
export const scannerTestText = `${head}${letters}`;

/** The text of the test code as a Code 128, for what a scanner does with bars. */
export const scannerTestBarText = `${barHead}128`;

/**
 * What came through of the letters (`none`: bars, which hold none); null: it is another code. Case is forgiven in the head:
 * Caps Lock turns it.
 */
export function readScannerTest(text: string): 'whole' | 'lost' | 'none' | null {
  const given = text.slice(0, head.length).toUpperCase();
  if (given === barHead) return 'none';
  if (given !== head) return null;
  return text.slice(head.length).normalize('NFC').trim() === letters ? 'whole' : 'lost';
}
