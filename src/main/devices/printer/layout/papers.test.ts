import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { receiptQrPayload } from '../../../../shared/domain/qr-payload.ts';
import { resolveScan } from '../../../../shared/domain/resolve-scan.ts';
import { scannerTestBarText, scannerTestText } from '../../../../shared/domain/scanner-test-code.ts';
import { PaperDocument, type PaperDocumentInput } from '../../../../shared/paper/document.ts';
import { labelPaper } from '../../../../shared/paper/label-paper.ts';
import { lettersPaper } from '../../../../shared/paper/letters-paper.ts';
import { receiptPaper } from '../../../../shared/paper/receipt-paper.ts';
import { markAsReprint } from '../../../../shared/paper/reprint.ts';
import { rulerPaper } from '../../../../shared/paper/ruler-paper.ts';
import { sampleDossier, samplePaper, sampleSite, sampleTicket } from '../../../../shared/paper/samples.ts';
import { ticketPaper } from '../../../../shared/paper/ticket-paper.ts';
import { scanCodes } from '../paper-reading/reading-programs.ts';
import { toPng } from '../paper-reading/read-paper.ts';
import { readSlip } from '../paper-reading/read-slip.ts';
import { isBlack } from '../raster.ts';
import type { Raster, Slip } from '../slip.ts';
import { fonts } from './drawn.test-support.ts';
import { layOutSlip } from './lay-out-slip.ts';
import { slipPicture, slipRaster } from './slip-picture.ts';

/** README.md beside this file tells how to renew the pictures. */
const golden = fileURLToPath(new URL('./golden/', import.meta.url));
const renew = process.env['UPDATE_GOLDEN'] === '1';

const reprinted = markAsReprint(ticketPaper(sampleTicket), {
  copy: 2,
  at: new Date('2026-03-02T02:45:00Z'),
  person: 'Lê Thị Ngọc Bích',
  station: 'Quầy 3',
  reason: 'Công dân làm mất phiếu',
});
const papers: readonly (readonly [string, PaperDocumentInput])[] = [
  ['ticket', ticketPaper(sampleTicket)],
  ['ticket-priority-english', ticketPaper({ ...sampleTicket, language: 'en', priority: 'elderly' })],
  ['ticket-training', samplePaper('ticket')],
  ['ticket-reprint', reprinted],
  ['receipt', receiptPaper(sampleDossier, sampleSite)],
  ['label', labelPaper(sampleDossier)],
  ['letters', lettersPaper()],
  ['ruler', rulerPaper()],
  ['scanner-test', samplePaper('scannerTest')],
];
const widths = [384, 576] as const;
const cases = papers.flatMap(([name, paper]) => widths.map((width) => [name, width, paper] as const));

async function laidOut(paper: PaperDocumentInput, widthDots: number): Promise<Slip> {
  const slip = await layOutSlip(PaperDocument.parse(paper), { widthDots, dpi: 203 }, fonts);
  if (!slip.ok) throw new Error(`${slip.error.code} ${slip.error.cause ?? ''}`);
  return slip.value;
}

async function raster(paper: PaperDocumentInput, widthDots: number): Promise<Raster> {
  return slipRaster(await laidOut(paper, widthDots));
}

/** The words of a slip, however its lines were broken. */
async function wordsOn(paper: PaperDocumentInput, widthDots: number): Promise<string> {
  const text = await readSlip(await raster(paper, widthDots));
  return text.replace(/\s+/g, ' ');
}

function wordsOf(text: string): string[] {
  return text.split(/[^\p{L}\d]+/u).filter((word) => word !== '');
}

/** Every text that the document puts on paper, captions of bar codes and what the ruler says left out. */
function textsOf(paper: PaperDocumentInput): string[] {
  return PaperDocument.parse(paper).elements.flatMap((element) => {
    switch (element.type) {
      case 'heading':
      case 'text':
        return [element.text];
      case 'keyValue':
        return element.rows.flatMap((row) => [row.key, row.value]);
      case 'table':
        return [...element.columns.map((column) => column.title ?? ''), ...element.rows.flat()];
      case 'signatures':
        return element.blocks.flatMap((block) => [block.title, block.note ?? '', block.name ?? '']);
      default:
        return [];
    }
  });
}

/** How many of 100 printed words were read, each as often as it was printed. */
function shareRead(paper: PaperDocumentInput, read: string): number {
  const left = new Map<string, number>();
  for (const word of wordsOf(read)) left.set(word, (left.get(word) ?? 0) + 1);
  const printed = textsOf(paper).flatMap(wordsOf);
  const found = printed.filter((word) => {
    const count = left.get(word) ?? 0;
    left.set(word, count - 1);
    return count > 0;
  });
  return (found.length / printed.length) * 100;
}

/**
 * Tesseract misreads a word here and there (QUẢ as QUÁ, in a wide column), so of all words 95 in 100 must be read, and what
 * matters to the person must be read exactly.
 */
function expectRead(paper: PaperDocumentInput, read: string, exactly: readonly string[]): void {
  for (const text of exactly) expect(read).toContain(text);
  expect(shareRead(paper, read)).toBeGreaterThanOrEqual(95);
}

describe('papers', () => {
  it.each(cases)('%s on %i dots looks as in its picture, dot for dot', async (name, width, paper) => {
    const drawn = await raster(paper, width);
    const file = `${golden}${name}-${width}.png`;
    if (renew) {
      await mkdir(golden, { recursive: true });
      await writeFile(file, slipPicture(await laidOut(paper, width)));
    }
    const picture = PNG.sync.read(await readFile(file));
    expect([drawn.width, drawn.height]).toEqual([picture.width, picture.height]);
    let different = 0;
    for (let y = 0; y < drawn.height; y += 1) {
      for (let x = 0; x < drawn.width; x += 1) {
        const black = picture.data[(y * picture.width + x) * 4] === 0;
        if (black !== isBlack(drawn, x, y)) different += 1;
      }
    }
    expect(different).toBe(0);
  });

  it.each(widths)('the ticket on %i dots is read back', async (width) => {
    const paper = ticketPaper(sampleTicket);
    const exactly = [
      'B-025',
      'Đất đai, tài nguyên và môi trường',
      '6 người',
      'khoảng 25 phút',
      'Vui lòng chờ gọi số',
    ];
    expectRead(paper, await wordsOn(paper, width), exactly);
    expect(await scanCodes(toPng(await raster(paper, width)))).toEqual([
      { type: 'QR-Code', text: sampleTicket.qrPayload },
    ]);
  });

  it.each(widths)('the receipt on %i dots is read back', async (width) => {
    const paper = receiptPaper(sampleDossier, sampleSite);
    expectRead(paper, await wordsOn(paper, width), [
      'Độc lập - Tự do - Hạnh phúc',
      'TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT',
      '(Liên: Giao khách hàng)',
      'Tiếp nhận hồ sơ của: Nguyễn Thị Kiều Oanh',
      '080000000000',
      'Thời gian trả kết quả giải quyết hồ sơ: 09 giờ 20 phút, ngày 09 tháng 03 năm 2026',
      'Tổng cộng: 115.000 đ',
      'Bằng chữ: Một trăm mười lăm nghìn',
    ]);
    expect(await scanCodes(toPng(await raster(paper, width)))).toEqual([
      { type: 'QR-Code', text: receiptQrPayload(sampleSite.lookupUrl, sampleDossier.code) },
      { type: 'CODE-128', text: sampleDossier.code },
    ]);
  });

  it.each(widths)('the label on %i dots is read back', async (width) => {
    const paper = labelPaper(sampleDossier);
    expectRead(paper, await wordsOn(paper, width), [
      sampleDossier.code,
      'Nguyễn Thị Kiều Oanh',
      '09/03/2026',
    ]);
    expect(await scanCodes(toPng(await raster(paper, width)))).toEqual([
      { type: 'QR-Code', text: sampleDossier.code },
      { type: 'CODE-128', text: sampleDossier.code },
    ]);
  });

  it.each(widths)('the test code of scanners on %i dots is read back, byte for byte', async (width) => {
    const paper = samplePaper('scannerTest');
    expectRead(paper, await wordsOn(paper, width), ['Kiểm tra máy quét']);
    const codes = await scanCodes(toPng(await raster(paper, width)));
    expect(codes).toEqual([
      { type: 'QR-Code', text: scannerTestText },
      { type: 'CODE-128', text: scannerTestBarText },
    ]);
    expect(codes.map(({ text }) => resolveScan(text))).toEqual([
      { meaning: 'testCode', fields: { letters: 'whole' } },
      { meaning: 'testCode', fields: { letters: 'none' } },
    ]);
  });

  it.each(widths)('a reprint on %i dots says so at both ends, who and when', async (width) => {
    const words = await wordsOn(reprinted, width);
    expect(words.split('BẢN IN LẠI LẦN 1')).toHaveLength(3);
    expect(words).toContain('Lê Thị Ngọc Bích, Quầy 3');
    expect(words).toContain('09:45');
  });

  it.each(widths)('a slip of training on %i dots says that it is worthless', async (width) => {
    expect(await wordsOn(samplePaper('ticket'), width)).toMatch(/PHIẾU TẬP HUẤN.{1,3}KHÔNG CÓ GIÁ TRỊ/);
  });
});
