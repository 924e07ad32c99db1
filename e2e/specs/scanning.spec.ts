import { readdir } from 'node:fs/promises';
import { scannerTestText } from '../../src/shared/domain/scanner-test-code.ts';
import { expect, test, type Centre } from '../support/fixtures.ts';
import { SystemKeyboard } from '../support/keyboard.ts';
import { citizen } from '../support/people.ts';

const keyboard = new SystemKeyboard();
const unknownCode = '8934567890123';

/** A counter whose scanner types. A wide gap: this machine may stall between two keys where a scanner does not. */
async function typingCounter(centre: Centre, options: string) {
  const app = await centre.start({
    scanners: [{ id: 'scanner', name: 'Máy quét', address: `wedge:?${options}` }],
  });
  const counter = await centre.counter(app);
  await expect(counter.page.getByRole('button', { name: 'Gọi số tiếp theo' })).toBeVisible();
  await keyboard.focus(app, counter.page);
  return { app, counter };
}

test('a fast typist is never taken for a scanner, in the search box and with Enter behind', async ({
  centre,
}) => {
  const { counter } = await typingCounter(centre, 'gap=60');
  await counter.openIntake();
  await keyboard.press('ctrl+f');
  const search = counter.page.getByRole('combobox', { name: 'Tìm thủ tục' });
  await expect(search).toBeFocused();
  await keyboard.type('xac nhan tinh trang hon nhan');
  await expect(search).toHaveValue('xac nhan tinh trang hon nhan');
  const found = counter.page.getByRole('option', { name: 'Cấp Giấy xác nhận tình trạng hôn nhân' });
  await expect(found.first()).toBeVisible();
  keyboard.scan(unknownCode);
  await counter.expectScanLine(/mã lạ/);
  await expect(search).toHaveValue('xac nhan tinh trang hon nhan');
  await keyboard.press('Return');
  await expect(counter.page.getByText('Hẹn trả kết quả').first()).toBeVisible();
});

test('behind a prefix key not one key of a scan reaches the page, and a typed card gives what survives', async ({
  centre,
}) => {
  const { app, counter } = await typingCounter(centre, 'prefix=F9&gap=60');
  await counter.openIntake();
  const name = counter.field('Họ và tên');
  await name.focus();
  await keyboard.type('abc');
  await expect(name).toHaveValue('abc');
  const inputs = await counter.page.evaluateHandle(() => {
    const seen: string[] = [];
    for (const kind of ['input', 'keypress', 'keydown'])
      document.body.addEventListener(kind, () => seen.push(kind), { capture: true });
    return seen;
  });
  keyboard.scan(unknownCode, { prefix: 'F9' });
  await counter.expectScanLine(/mã lạ/);
  expect(await inputs.jsonValue()).toEqual([]);
  await expect(name).toHaveValue('abc');
  await name.fill('');

  // What a keyboard makes of a card: the letters with marks are gone.
  keyboard.scan('080185000123|300000123|Nguyn Th Kiu Oanh|15081985|N|p 1, X Bnh Tm|20072021', {
    prefix: 'F9',
  });
  await expect(counter.field('Số căn cước')).toHaveValue(citizen.number);
  await expect(name).toHaveValue('');
  expect(await app.logText()).not.toContain(citizen.number);
});

test('an unplugged scanner is said to be gone, and comes back by itself', async ({ centre }) => {
  const app = await centre.start();
  const counter = await centre.counter(app);
  await expect(counter.page.getByText('Máy quét: Đã kết nối')).toBeVisible();
  await centre.scanner.unplug();
  await expect(counter.page.getByText('Máy quét: Không kết nối được')).toBeVisible();
  await centre.scanner.plugInAgain();
  await expect(counter.page.getByText('Máy quét: Đã kết nối')).toBeVisible();
  await centre.scanner.scan(unknownCode);
  await counter.expectScanLine(/mã lạ/);
});

test('a scan during a dialog acts in the dialog or not at all', async ({ centre }) => {
  const app = await centre.start();
  const counter = await centre.counter(app);
  await expect(counter.page.getByRole('button', { name: 'Gọi số tiếp theo' })).toBeVisible();
  await counter.page.keyboard.press('Control+o');
  const dialog = counter.page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await centre.scanner.scan(citizen.cardQr);
  await counter.expectScanLine(/Vừa quét căn cước. Hãy đóng hộp thoại/);
  await centre.scanner.scan('H39.30-260302-9999');
  await expect(dialog.getByRole('textbox')).toHaveValue('H39.30-260302-9999');
  await expect(dialog).toBeVisible();
  await counter.escape();
  await expect(dialog).toBeHidden();
  await counter.openIntake();
  await expect(counter.field('Số căn cước')).toHaveValue('');
  await centre.scanner.scan(citizen.cardQr);
  await counter.expectApplicant(citizen.name, citizen.number);
});

test('everything that has a code is scanned: ticket, card, receipt, label, card again', async ({
  centre,
}) => {
  const app = await centre.start();
  const kiosk = await centre.kiosk(app);
  const counter = await centre.counter(app);
  const number = await kiosk.takeNumber('Hộ tịch, chứng thực');
  const slip = await centre.printer.takePaper();
  await centre.scanner.scan(slip.codes[0]?.text ?? '');
  await counter.expectScanLine(new RegExp(`Số ${number}: `));
  await counter.callNext();
  await counter.expectCurrent(number, 'Đang gọi');
  await counter.citizenCame();
  await counter.expectCurrent(number, 'Đang phục vụ');

  // The card alone opens the intake of the visit.
  await centre.scanner.scan(`]Q2\\000026${citizen.cardQr}`);
  await counter.expectApplicant(citizen.name, citizen.number);
  await counter.chooseProcedure('xac nhan tinh trang hon nhan', 'Cấp Giấy xác nhận tình trạng hôn nhân');
  await counter.allPapersReceived();
  await counter.enterFee('Lệ phí hộ tịch', '15000');
  await counter.receive();
  const code = await counter.dossierCode();
  const papers = [await centre.printer.takePaper(), await centre.printer.takePaper()];
  const codes = papers.flatMap((paper) => paper.codes.map(({ text }) => text));
  expect(new Set(codes).size).toBe(2);
  await counter.escape();

  for (const text of new Set(codes)) {
    await centre.scanner.scan(text);
    await counter.expectDossier(code, 'Được tiếp nhận');
    await counter.escape();
  }

  // Days later: the receipt finds the dossier, the card says who takes the result.
  const receipt = codes.find((text) => text.startsWith('https://')) ?? '';
  await centre.scanner.scan(receipt);
  await counter.expectDossier(code, 'Được tiếp nhận');
  await counter.move('Chuyển xử lý');
  await counter.move('Có kết quả');
  await counter.escape();
  // The other code of the receipt: the same one within a second would be one pull of the trigger.
  expect(codes).toContain(code);
  await centre.scanner.scan(code);
  await counter.expectDossier(code, 'Đã xử lý xong');
  await counter.beginHandOver();
  await centre.scanner.scan(citizen.cardQr);
  await expect(counter.recipient).toHaveValue(citizen.name);
  await counter.confirmHandOver();
  await counter.expectDossier(code, 'Đã trả kết quả');

  // Nobody at the counter: the card finds what its person has here, the number of today with it.
  await counter.escape();
  await counter.finish('Đã tiếp nhận hồ sơ');
  await centre.scanner.scan(`]Q1${citizen.cardQr}`);
  await counter.expectScanLine(new RegExp(`người này có số ${number} hôm nay và 1 hồ sơ`));
  await expect(counter.page.getByRole('region', { name: 'Lượt của người này hôm nay' })).toContainText(
    `${number}Đã xong`,
  );

  // What of all this left the windows: nothing into an address, a log, or a report of a crash (none is ever written).
  const { urls, dumps } = await app.electron.evaluate(({ app: electron, webContents }) => ({
    urls: webContents.getAllWebContents().map((contents) => contents.getURL()),
    dumps: electron.getPath('crashDumps'),
  }));
  expect(new Set(urls)).toEqual(new Set(['quay://app/index.html']));
  const reports = await readdir(dumps, { recursive: true }).catch(() => []);
  expect(reports.filter((name) => name.endsWith('.dmp'))).toEqual([]);
  const log = await app.logText();
  for (const word of [citizen.number, citizen.name, citizen.address]) expect(log).not.toContain(word);
  await expect(counter.page.getByText(code).first()).toBeVisible();
});

test('a card typed by the scanner loses its letters: said, fetched where the number is known, else asked for', async ({
  centre,
}) => {
  const { app, counter } = await typingCounter(centre, 'prefix=F9&gap=60');
  await counter.openIntake();
  keyboard.scan(citizen.cardQr, { prefix: 'F9' });
  await counter.expectScanLine(/Máy quét kiểu bàn phím làm mất dấu tiếng Việt/);
  await expect(counter.field('Số căn cước')).toHaveValue(citizen.number);
  await expect(counter.field('Ngày sinh')).toHaveValue(citizen.birth);
  await expect(counter.field('Họ và tên')).toHaveValue('');
  await expect(counter.field('Địa chỉ')).toHaveValue('');
  await expect(counter.page.getByText('Chưa từng nộp hồ sơ ở đây; nhập họ tên theo thẻ.')).toBeVisible();

  // The officer enters what was lost; from then on central knows the person.
  await counter.typeApplicant(citizen);
  await counter.chooseProcedure('xac nhan tinh trang hon nhan', 'Cấp Giấy xác nhận tình trạng hôn nhân');
  await counter.allPapersReceived();
  await counter.enterFee('Lệ phí hộ tịch', '15000');
  await counter.receive();
  await counter.dossierCode();
  await counter.escape();
  await counter.openIntake();
  await keyboard.focus(app, counter.page);
  keyboard.scan(citizen.cardQr, { prefix: 'F9' });
  await counter.expectApplicant(citizen.name, citizen.number);
  await expect(counter.page.getByText(/Đã có thông tin của người này/)).toBeVisible();
  expect(await app.logText()).not.toContain(citizen.number);
});

test('the test of a scanner tells by its keys that it types, and writes down how', async ({ centre }) => {
  const app = await centre.start({ scanners: [] });
  const settings = await app.windowOf({ window: 'settings' });
  await settings.getByRole('button', { name: 'Kiểm tra máy quét' }).press('Enter');
  const dialog = settings.getByRole('dialog');
  await expect(dialog.getByRole('img', { name: 'Mã thử máy quét' })).toBeVisible();
  await keyboard.focus(app, settings);
  keyboard.scan(scannerTestText, { prefix: 'F9' });
  await expect(dialog.getByText('Bàn phím (gõ như người)')).toBeVisible();
  await settings.screenshot({ path: test.info().outputPath('scanner-set-up.png') });
  await dialog.getByRole('button', { name: 'Dùng cách kết nối này' }).press('Enter');
  await expect(dialog).toBeHidden();
  await expect(
    settings.getByRole('textbox', { name: 'Địa chỉ' }).and(settings.locator('[value^="wedge:"]')),
  ).toHaveValue(/^wedge:\?prefix=F9/);
});

test('the test of a scanner tells a serial one by its device', async ({ centre }) => {
  const app = await centre.start();
  const settings = await app.windowOf({ window: 'settings' });
  await settings.getByRole('button', { name: 'Kiểm tra máy quét' }).press('Enter');
  const dialog = settings.getByRole('dialog');
  await expect(dialog.getByRole('img', { name: 'Mã thử máy quét' })).toBeVisible();
  await centre.scanner.scan(scannerTestText);
  await expect(dialog.getByText('USB-COM (cổng COM ảo)')).toBeVisible();
  await expect(dialog.getByText('Máy quét này đã khai báo đúng: Máy quét.')).toBeVisible();
});

test('the native libraries of scanners and printers load, in the package too', async ({ centre }) => {
  const app = await centre.start({
    scanners: [
      { id: 'hid', name: 'Máy quét HID', address: 'hidpos:' },
      { id: 'com', name: 'Máy quét COM', address: 'serial:vid=0483,pid=5740' },
    ],
  });
  const counter = await centre.counter(app);
  await expect(counter.page.getByText('Máy quét HID: Không kết nối được')).toBeVisible();
  await expect(counter.page.getByText('Máy quét COM: Không kết nối được')).toBeVisible();
  const log = await app.logText();
  expect(log).toContain('no such device');
  expect(log).not.toContain('cannot be loaded');
  // koffi prints on Windows alone: here it is loaded as the product loads it, and calls the system.
  const pids = await app.electron.evaluate((electron) => {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- what Playwright evaluates has no other way to main's require
    const { createRequire } = process.mainModule?.require('node:module') as {
      readonly createRequire: (from: string) => (name: string) => unknown;
    };
    // From the app's own folder: an Electron that was started with a path has a main module of its own.
    const koffi = createRequire(`${electron.app.getAppPath()}/package.json`)('koffi') as {
      load(name: string): { func(prototype: string): () => number };
    };
    return [koffi.load('libc.so.6').func('int getpid()')(), process.pid];
  });
  expect(pids[0]).toBe(pids[1]);
});
