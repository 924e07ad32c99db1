import { CharacterSet, PrinterTypes, ThermalPrinter } from 'node-thermal-printer';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { readPaper } from '../paper-reading/read-paper.ts';
import { initialise, plainCut } from './library-commands.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

function library(): ThermalPrinter {
  return new ThermalPrinter({
    type: PrinterTypes.EPSON,
    interface: '',
    characterSet: CharacterSet.PC437_USA,
  });
}

/*
 * Each fault is shown in the library as it is installed, then avoided. A test that fails here after an upgrade says that a
 * fault is gone (or another came), and that what goes around it can be looked at again.
 */
describe('what is taken from node-thermal-printer', () => {
  afterEach(() => vi.restoreAllMocks());

  it('is the same bytes each time, though the library keeps its buffer', () => {
    const kept = library();
    kept.setBuffer(Buffer.alloc(0));
    kept.alignLeft();
    kept.alignLeft();
    expect(hex(kept.getBuffer())).toBe('1b61001b6100');
    expect([hex(initialise()), hex(initialise())]).toEqual(['1b401b6100', '1b401b6100']);
  });

  it('selects no code page, though every instance begins with one', () => {
    expect(hex(library().getBuffer())).toBe('1b7400');
    expect(hex(initialise())).not.toContain('1b74');
  });

  it('does not feed before it cuts, though the library’s cut does by default', () => {
    const cutting = library();
    cutting.setBuffer(Buffer.alloc(0));
    cutting.cut();
    expect(hex(cutting.getBuffer())).toBe('1b64041b64041d56001b40');
    expect(hex(plainCut('full'))).toBe('1d56001b40');
    expect(hex(plainCut('partial'))).toBe('1d56011b40');
  });

  it('is not the drawer: two commands without their times swallow each other', () => {
    const drawer = library();
    drawer.setBuffer(Buffer.alloc(0));
    drawer.openCashDrawer();
    expect(hex(drawer.getBuffer())).toBe('1b70001b7001');
    expect(readPaper(new Uint8Array(drawer.getBuffer()), 576).commands).toEqual([
      'ESC p pin 2 on 54 off 224',
    ]);
  });

  it('is not the QR code: it counts letters and sends bytes', () => {
    const code = library();
    code.setBuffer(Buffer.alloc(0));
    code.printQR('Đà Nẵng');
    const bytes = code.getBuffer();
    const store = bytes.indexOf(Buffer.from([0x31, 0x50, 0x30]));
    const declared = bytes.readUInt16LE(store - 2) - 3;
    expect(declared).toBe('Đà Nẵng'.length);
    expect(declared).toBeLessThan(Buffer.byteLength('Đà Nẵng'));
  });

  it('says nothing on the console', () => {
    const said = (['log', 'warn', 'error'] as const).map((name) =>
      vi.spyOn(console, name).mockImplementation(() => undefined),
    );
    initialise();
    plainCut('full');
    for (const spy of said) expect(spy).not.toHaveBeenCalled();
  });
});
