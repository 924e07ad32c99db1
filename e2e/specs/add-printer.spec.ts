import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type Centre } from '../support/fixtures.ts';
import { SerialPrinter } from '../support/printer-pty.ts';
import { PrinterSetupScreen } from '../support/screens/printer-setup.ts';

/** What stands in the configuration file now. */
async function configured(centre: Centre): Promise<{ printers: object[]; stations: { printers: object }[] }> {
  const text = await readFile(join(centre.folder, 'config.json'), 'utf8');
  return JSON.parse(text) as { printers: object[]; stations: { printers: object }[] };
}

test('a network printer: asked, measured, looked at, saved, and the next number comes out of it', async ({
  centre,
}) => {
  const app = await centre.start({ printers: [] });
  const setup = new PrinterSetupScreen(await app.windowOf({ window: 'settings' }));
  await setup.open();
  await setup.typeAddress(centre.printer.address);
  await setup.goOn('Kiểm tra');
  await setup.expectSaid('Có báo trạng thái.', 'Còn giấy', 'Nắp đóng');

  await setup.goOn('Khổ giấy');
  await setup.print('Đã in xong, máy in xác nhận.');
  const rulers = await centre.printer.takePaper();
  expect(rulers.text).toContain('THƯỚC D');
  expect(rulers.text).toContain('576');
  await setup.chooseRuler('Thước D (576 điểm)');

  await setup.goOn('In thử');
  await centre.printer.setFault('coverOpen', true);
  await setup.print('Chưa in.');
  await expect(setup.page.getByText('Nắp máy in đang mở.')).toBeVisible();
  await centre.printer.setFault('coverOpen', false);
  await setup.print('Đã in xong, máy in xác nhận.');
  const sample = await centre.printer.takePaper();
  expect(sample.text).toMatch(/Đất đai/);
  expect(centre.printer.count).toBe(2);
  await setup.answer(/Chữ rõ/, 'Có');
  await setup.answer(/Giấy được cắt/, 'Có');

  await setup.goOn('Đặt tên, lưu');
  await setup.name('Máy in sảnh chính');
  await setup.prints('Phiếu số', 'Máy lấy số');
  await setup.save();
  const { printers } = await configured(centre);
  expect(printers).toEqual([
    {
      id: 'may-in-1',
      name: 'Máy in sảnh chính',
      address: centre.printer.address,
      profile: 'generic-80',
      widthDots: 576,
    },
  ]);

  const kiosk = await centre.kiosk(app);
  const number = await kiosk.takeNumber('Trả kết quả');
  await kiosk.expectPaper(/Mời quý khách lấy phiếu/);
  expect((await centre.printer.takePaper()).codes[0]?.text).toContain(`:${number}`);

  // The same device again: it is in use, and gets no second queue.
  await setup.open();
  await setup.typeAddress(`${centre.printer.address}?hold=yes`);
  await setup.goOn('Kiểm tra');
  await expect(setup.page.getByText('Thiết bị này đã được khai báo: Máy in sảnh chính.')).toBeVisible();
  await expect(setup.page.getByRole('button', { name: 'Tiếp tục' })).toBeDisabled();
  expect(centre.printer.count).toBe(3);
});

test('a serial printer: its rate, its own name, a print that nobody knows of is never repeated, leaving leaves nothing', async ({
  centre,
}) => {
  const printer = await SerialPrinter.plugIn(centre.folder, 'xprinter-xp80');
  const app = await centre.start();
  const before = await configured(centre);
  const setup = new PrinterSetupScreen(await app.windowOf({ window: 'settings' }));
  await setup.open();
  await setup.typeAddress(printer.address);
  await setup.goOn('Kiểm tra');
  await setup.chooseRate('115200');
  await setup.expectSaid('?baud=115200', 'Tên máy: XP-80', 'Có báo trạng thái.');

  await setup.goOn('Khổ giấy');
  await setup.print('Đã in xong, máy in xác nhận.');
  await setup.chooseRuler('Thước D (576 điểm)');
  await setup.goOn('In thử');
  // It prints and says nothing of it any more: nobody knows, until a person looks.
  printer.setFault('silent', true);
  await setup.print(/Không rõ đã in chưa/);
  printer.setFault('silent', false);
  expect(printer.count).toBe(2);
  await setup.answer(/Chữ rõ/, 'Có');
  await setup.goBack('Khổ giấy');
  await setup.goBack('Kiểm tra');
  await setup.chooseModel('Máy in nhiệt 80 mm (ESC/POS)');
  await setup.leave();
  expect(await configured(centre)).toEqual(before);
  expect(printer.count).toBe(2);
  await printer.unplug();
});
