/**
 * The code that tells how a scanner is set up. Up to the letters there is no vowel, so that no input method (Telex, VNI)
 * changes the head by which it is known.
 */
const head = 'QMC1:K:';
const letters = 'Đặng Quỳnh Ẩn, phường Ngưỡng Trừ';

/** The text of the test code. */
export const scannerTestText = `${head}${letters}`;

/** What came through of the letters; null: it is another code. Case is forgiven in the head: Caps Lock turns it. */
export function readScannerTest(text: string): 'whole' | 'lost' | null {
  if (text.slice(0, head.length).toUpperCase() !== head) return null;
  return text.slice(head.length).normalize('NFC').trim() === letters ? 'whole' : 'lost';
}
