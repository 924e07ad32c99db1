import fc from 'fast-check';
import { createCanvas } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import type { PaperDocumentInput } from '../../../../shared/paper/document.ts';
import { ocr } from '../paper-reading/reading-programs.ts';
import { toPng } from '../paper-reading/read-paper.ts';
import { inkOf, isBlack, rowsOf } from '../raster.ts';
import type { Raster } from '../slip.ts';
import { drawn, laidOut } from './drawn.test-support.ts';
import { columnWidths } from './table-element.ts';

type Elements = PaperDocumentInput['elements'];

const format = { widthDots: 576, dpi: 203 };

async function read(elements: Elements, widthDots = 576): Promise<string[]> {
  const text = await ocr(toPng(await drawn({ widthDots, dpi: 203 }, elements)));
  return text.split('\n').filter((line) => line !== '');
}

/** First and last column that has ink. */
function inkColumns(raster: Raster): [number, number] {
  let [left, right] = [raster.width, -1];
  for (let y = 0; y < raster.height; y += 1) {
    for (let x = 0; x < raster.width; x += 1) {
      if (!isBlack(raster, x, y)) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
    }
  }
  return [left, right];
}

function png(draw: (context: ReturnType<ReturnType<typeof createCanvas>['getContext']>) => void): string {
  const canvas = createCanvas(200, 100);
  draw(canvas.getContext('2d'));
  return canvas.toBuffer('image/png').toString('base64');
}

describe('layOutSlip', () => {
  it.each([192, 256, 360, 384, 420, 512, 576, 640, 832])(
    'draws exactly %i dots wide, at 180 and 203 dpi',
    async (widthDots) => {
      for (const dpi of [180, 203]) {
        const slip = await laidOut({ widthDots, dpi }, [
          { type: 'heading', text: 'GIẤY TIẾP NHẬN' },
          { type: 'keyValue', rows: [{ key: 'Người nộp:', value: 'Nguyễn Thị Kiều Oanh' }] },
          { type: 'ruler' },
        ]);
        expect(slip).toMatchObject({
          ok: true,
          value: { widthDots, parts: [{ raster: { width: widthDots, rowBytes: Math.ceil(widthDots / 8) } }] },
        });
      }
    },
  );

  it('keeps cuts and the drawer in their places between pictures', async () => {
    const slip = await laidOut(format, [
      { type: 'drawer', pin: 5, onMs: 120 },
      { type: 'text', text: 'một' },
      { type: 'text', text: 'hai' },
      { type: 'cut', mode: 'full' },
      { type: 'text', text: 'ba' },
      { type: 'cut' },
    ]);
    const parts = slip.ok ? slip.value.parts : [];
    expect(parts.map((part) => part.type)).toEqual(['drawer', 'raster', 'cut', 'raster', 'cut']);
    expect(parts[0]).toEqual({ type: 'drawer', pin: 5, onMs: 120, offMs: 300 });
    expect(parts[2]).toEqual({ type: 'cut', mode: 'full' });
    expect(parts[4]).toEqual({ type: 'cut', mode: 'partial' });
  });
});

describe('texts', () => {
  it('stand left, in the middle and right', async () => {
    const [left, center, right] = await Promise.all(
      (['left', 'center', 'right'] as const).map(async (align) =>
        inkColumns(await drawn(format, [{ type: 'text', text: 'Một cửa', align }])),
      ),
    );
    expect(left![0]).toBeLessThan(4);
    expect(right![1]).toBeGreaterThan(571);
    expect(Math.abs(center![0] - (575 - center![1]))).toBeLessThan(4);
  });

  it('shrink when giant rather than break their word, and never lose ink', async () => {
    for (const widthDots of [192, 384, 576]) {
      const raster = await drawn({ widthDots, dpi: 203 }, [
        { type: 'text', text: 'A-0257', size: 'giant', bold: true },
      ]);
      const [left, right] = inkColumns(raster);
      expect(right - left).toBeLessThan(widthDots);
      expect(right - left).toBeGreaterThan(widthDots * 0.7);
      expect(await ocr(toPng(raster), 7)).toBe('A-0257');
    }
  });

  it('lean and thicken', async () => {
    const draw = (style: object): Promise<Raster> =>
      drawn(format, [{ type: 'text', text: 'Ký và ghi rõ họ tên', ...style }]);
    const [plain, bold, italic] = [await draw({}), await draw({ bold: true }), await draw({ italic: true })];
    expect(inkOf(bold)).toBeGreaterThan(inkOf(plain) * 1.1);
    expect(italic).not.toEqual(plain);
    expect(await ocr(toPng(italic), 7)).toBe('Ký và ghi rõ họ tên');
  });
});

describe('keyValue', () => {
  it('puts values beside their keys, and below keys that leave no room', async () => {
    const lines = await read([
      {
        type: 'keyValue',
        rows: [
          { key: 'Người nộp:', value: 'Nguyễn Thị Kiều Oanh' },
          {
            key: 'Thời gian trả kết quả giải quyết hồ sơ:',
            value: '09 giờ 20 phút, ngày 09 tháng 03 năm 2026',
          },
          { key: 'Thời gian giải quyết hồ sơ là:', value: '5 ngày' },
        ],
      },
    ]);
    expect(lines).toEqual([
      'Người nộp: Nguyễn Thị Kiều Oanh',
      'Thời gian trả kết quả giải quyết hồ sơ:',
      '09 giờ 20 phút, ngày 09 tháng 03 năm 2026',
      'Thời gian giải quyết hồ sơ là: 5 ngày',
    ]);
  });
});

describe('columnWidths', () => {
  it('uses no more than there is, and gives every column its widest word where all have room', () => {
    const column = fc.record({
      weight: fc.double({ min: 0.1, max: 20, noNaN: true }),
      need: fc.integer({ min: 0, max: 120 }),
    });
    fc.assert(
      fc.property(
        fc.array(column, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 150, max: 832 }),
        (columns, width) => {
          const needs = columns.map(({ need }) => need);
          const widths = columnWidths(
            columns.map(({ weight }) => weight),
            needs,
            width,
          );
          const sum = (values: readonly number[]): number =>
            values.reduce((total, value) => total + value, 0);
          expect(sum(widths)).toBeLessThanOrEqual(width);
          if (sum(needs) <= width)
            widths.forEach((dots, index) => expect(dots).toBeGreaterThanOrEqual(needs[index]!));
        },
      ),
    );
  });
});

describe('table', () => {
  const table: Elements[number] = {
    type: 'table',
    columns: [
      { title: 'TT', weight: 1 },
      { title: 'Thành phần hồ sơ', weight: 9 },
      { title: 'Bản chính', weight: 2, align: 'right' },
    ],
    rows: [
      ['1', 'Giấy chứng nhận đã cấp', '1'],
      ['2', 'Văn bản về việc đại diện theo quy định của pháp luật về dân sự', '2'],
    ],
  };

  it.each([384, 576])('wraps its cells on %i dots without losing a word', async (widthDots) => {
    const words = (await read([table], widthDots)).join(' ').split(' ');
    for (const word of 'Thành phần hồ sơ Giấy chứng nhận Văn bản về việc đại diện theo quy định của pháp luật dân'.split(
      ' ',
    )) {
      expect(words).toContain(word);
    }
  });
});

describe('signatures', () => {
  const blocks = [
    { title: 'NGƯỜI NỘP HỒ SƠ', note: '(Ký và ghi rõ họ tên)' },
    { title: 'NGƯỜI TIẾP NHẬN HỒ SƠ', note: '(Ký và ghi rõ họ tên)', name: 'Trần Văn Mẫu' },
  ];

  it('stand beside each other with room to sign', async () => {
    const raster = await drawn(format, [{ type: 'signatures', blocks, roomMm: 20 }]);
    expect(raster.height).toBeGreaterThan(160);
    expect(await ocr(toPng(raster))).toContain('NGƯỜI NỘP HỒ SƠ NGƯỜI TIẾP NHẬN HỒ SƠ');
  });

  it('stand below each other where their words do not fit', async () => {
    const narrow = await drawn({ widthDots: 200, dpi: 203 }, [{ type: 'signatures', blocks }]);
    const wide = await drawn(format, [{ type: 'signatures', blocks }]);
    expect(narrow.height).toBeGreaterThan(wide.height * 1.8);
  });
});

describe('rule', () => {
  it('goes from edge to edge, dashed with gaps, double in two', async () => {
    const rule = (style: 'solid' | 'dashed' | 'double'): Promise<Raster> =>
      drawn(format, [{ type: 'rule', style }]);
    const inkRows = (raster: Raster): number[] =>
      Array.from({ length: raster.height }, (_, y) => inkOf(rowsOf(raster, y, y + 1))).filter(
        (ink) => ink > 0,
      );
    expect(inkRows(await rule('solid'))).toEqual([576, 576]);
    expect(inkRows(await rule('double'))).toEqual([576, 576, 576, 576]);
    expect(inkRows(await rule('dashed')).every((ink) => ink > 200 && ink < 400)).toBe(true);
  });
});

describe('image', () => {
  it('keeps drawings clean and dithers greys', async () => {
    const drawing = await drawn(format, [
      { type: 'image', widthMm: 25, png: png((context) => context.fillRect(50, 25, 100, 50)) },
    ]);
    expect(inkOf(drawing) / (200 * 100)).toBeCloseTo(0.25, 1);
    const grey = await drawn(format, [
      {
        type: 'image',
        widthMm: 25,
        png: png((context) => {
          context.fillStyle = '#808080';
          context.fillRect(0, 0, 200, 100);
        }),
      },
    ]);
    expect(inkOf(grey) / (200 * 100)).toBeCloseTo(0.5, 1);
  });

  it('is made smaller where it is wider than the paper', async () => {
    const raster = await drawn({ widthDots: 384, dpi: 203 }, [
      { type: 'image', widthMm: 100, png: png((context) => context.fillRect(0, 0, 200, 100)) },
    ]);
    expect([raster.width, raster.height, inkOf(raster)]).toEqual([384, 192, 384 * 192]);
  });

  it.each([
    ['no PNG', Buffer.from('GIF89a').toString('base64')],
    ['a PNG torn off', png(() => undefined).slice(0, 60)],
    [
      'a PNG of absurd size',
      Buffer.from('89504e470d0a1a0a0000000d494844520000ffff0000ffff0806000000', 'hex').toString('base64'),
    ],
  ])('refuses %s', async (_, broken) => {
    expect(await laidOut(format, [{ type: 'image', widthMm: 20, png: broken }])).toMatchObject({
      ok: false,
      error: { code: 'document-invalid', detail: { element: 'image' } },
    });
  });
});

describe('ruler', () => {
  it('marks both edges and every millimetre where it is', async () => {
    const raster = await drawn(format, [{ type: 'ruler' }]);
    expect([isBlack(raster, 0, 30), isBlack(raster, 575, 30)]).toEqual([true, true]);
    for (const mm of [10, 20, 70]) expect(isBlack(raster, Math.round((mm * 203) / 25.4), 30)).toBe(true);
    expect(await ocr(toPng(raster))).toContain('576 điểm = 72,1 mm');
  });
});
