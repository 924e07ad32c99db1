import { CharacterSet, PrinterTypes, ThermalPrinter } from 'node-thermal-printer';

/*
 * The only file that imports node-thermal-printer: a pure builder of bytes here (D7). A fresh instance each time, because
 * the library keeps its buffer; no interface, so that it can never open a transport of its own; a character set, because
 * without one it writes to the console at the first text. What we take from it is what its source (4.6.1) gets right:
 * initialise, align, plain cuts. Its drawer, QR, bar code, image and text commands are not used: see the faults in README.md.
 */

function bytesOf(build: (printer: ThermalPrinter) => void): Uint8Array {
  const printer = new ThermalPrinter({
    type: PrinterTypes.EPSON,
    // Its types demand an interface; its code (and its tests) take none, and an empty one is none.
    interface: '',
    characterSet: CharacterSet.PC437_USA,
  });
  // The constructor selects the code page; no text follows, so those bytes are dropped.
  printer.setBuffer(Buffer.alloc(0));
  build(printer);
  return new Uint8Array(printer.getBuffer());
}

/** Resets modes and throws away what an earlier job left in the line (ESC @), then aligns left (ESC a 0). */
export function initialise(): Uint8Array {
  return bytesOf((printer) => {
    printer.add(Buffer.from([0x1b, 0x40]));
    printer.alignLeft();
  });
}

/** Cuts where the paper stands (GS V 0 or 1). The library then resets the printer (ESC @), which a picture does not mind. */
export function plainCut(mode: 'full' | 'partial'): Uint8Array {
  return bytesOf((printer) => {
    if (mode === 'full') printer.cut({ verticalTabAmount: 0 });
    else printer.partialCut({ verticalTabAmount: 0 });
  });
}
