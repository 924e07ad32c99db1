import { CentralProgram } from '../support/central-program.ts';
import { citizen } from '../support/people.ts';
import { expect, test } from '../support/fixtures.ts';
import { UnreliableLine } from '../support/unreliable-line.ts';

test.describe('a scan that cannot act says what it was and changes nothing', () => {
  test('torn card, foreign code, payment, a card that lacks fields', async ({ centre }) => {
    const app = await centre.start();
    const counter = await centre.counter(app);
    await counter.openIntake();

    await centre.scanner.scan('080185000123|300000123|Nguyễn Thị Kiều Oanh|1508');
    await counter.expectScanLine(/bị rách hoặc đọc thiếu/);
    await expect(counter.field('Họ và tên')).toHaveValue('');

    await centre.scanner.scan(
      '00020101021138540010A00000072701240006970436011012345678900208QRIBFTTA53037045802VN6304ABCD',
    );
    await counter.expectScanLine(/mã QR thanh toán/);

    await centre.scanner.scan('8934563138164');
    await counter.expectScanLine(/mã lạ/);

    await centre.scanner.scanBytes(Buffer.from([0x4e, 0x67, 0xff, 0xfe, 0x79, 0x0d]));
    await counter.expectScanLine(/mã lỗi chữ/);

    // A card without its issue date and with a date that does not exist: what is usable is used, the officer is told.
    await centre.scanner.scan(
      '080185000123|300000123|Nguyễn Thị Kiều Oanh|31021985|Nữ|Ấp 1, Xã Bình Tâm, Long An',
    );
    await counter.expectApplicant(citizen.name, citizen.number);
    await expect(counter.field('Ngày sinh')).toHaveValue('');
    await expect(counter.page.getByText('Ngày sinh trên mã QR không hợp lệ')).toBeVisible();
  });

  test('an unknown dossier, and a scan behind a dialog', async ({ centre }) => {
    const app = await centre.start();
    const kiosk = await centre.kiosk(app);
    const number = await kiosk.takeNumber('Hộ tịch, chứng thực');
    const counter = await centre.counter(app);
    await centre.scanner.scan('H39.30-200226-0001');
    await counter.expectScanLine(/Không tìm thấy hồ sơ/);

    await counter.callNext();
    await counter.expectCurrent(number, 'Đang gọi');
    await counter.beginFinish();
    await expect(counter.page.getByRole('dialog')).toBeVisible();
    await centre.scanner.scan('H39.30-200226-0002');
    await counter.expectScanLine(/Hãy đóng hộp thoại đang mở/);
    await expect(counter.page.getByRole('dialog')).toBeVisible();
  });
});

test.describe('a printer that is off', () => {
  test('the number stays large, and the retry prints the same number', async ({ centre }) => {
    await centre.printer.setFault('unplugged', true);
    const app = await centre.start();
    const kiosk = await centre.kiosk(app);
    const number = await kiosk.takeNumber('Đất đai, môi trường');
    await kiosk.expectPaper(new RegExp(`Chưa in được phiếu. Số của quý khách là ${number}`));
    await centre.printer.setFault('unplugged', false);
    await kiosk.printAgain();
    await kiosk.expectPaper(/Mời quý khách lấy phiếu/);
    expect(await kiosk.shownNumber()).toBe(number);
    const slip = await centre.printer.takePaper();
    expect(slip.codes[0]?.text).toContain(`:${number}`);
    expect(slip.text).not.toContain('IN LẠI');
    await kiosk.done();
    expect(await kiosk.takeNumber('Đất đai, môi trường')).toBe('C-002');
    await centre.printer.takePaper();
    expect(centre.printer.count).toBe(2);
  });

  test('out of paper and cover open say so before any paper moves', async ({ centre }) => {
    await centre.printer.setFault('paperOut', true);
    const app = await centre.start();
    const kiosk = await centre.kiosk(app);
    await kiosk.takeNumber('Trả kết quả');
    await kiosk.expectPaper(/Máy in hết giấy/);
    await centre.printer.setFault('paperOut', false);
    await centre.printer.setFault('coverOpen', true);
    await kiosk.printAgain();
    await kiosk.expectPaper(/Nắp máy in đang mở/);
    await centre.printer.setFault('coverOpen', false);
    await kiosk.printAgain();
    await kiosk.expectPaper(/Mời quý khách lấy phiếu/);
    expect(centre.printer.count).toBe(1);
  });

  test('a line that drops in the middle leaves it unknown: the machine never repeats it, a person says', async ({
    centre,
  }) => {
    await centre.printer.setFault('dropMidJob', true);
    const app = await centre.start();
    const kiosk = await centre.kiosk(app);
    const number = await kiosk.takeNumber('Trả kết quả');
    await kiosk.expectPaper(new RegExp(`Không rõ phiếu đã in hay chưa. Số của quý khách là ${number}`));
    await centre.printer.setFault('dropMidJob', false);
    const supervisor = await app.station('supervisor');
    const open = supervisor.getByRole('region', { name: 'Bản in cần người xử lý' });
    await expect(open.getByText('Nhìn khay giấy')).toBeVisible();
    await expect(open.getByRole('img')).toBeVisible();
    await open.getByRole('button', { name: 'Chưa in' }).click();
    await open.getByRole('button', { name: 'In', exact: true }).click();
    await kiosk.expectPaper(/Mời quý khách lấy phiếu/);
    expect(centre.printer.count).toBe(1);
  });
});

test.describe('central on the other side of a line', () => {
  let central: CentralProgram;
  let line: UnreliableLine;

  test.beforeEach(async ({ centre }) => {
    central = await CentralProgram.start(centre.folder);
    line = await UnreliableLine.open(() => central.port);
  });
  test.afterEach(async () => {
    await line.close();
    await central.stop();
  });

  test('that goes away: every screen says so, and comes back by itself with all that happened', async ({
    centre,
  }) => {
    const app = await centre.start({
      central: { mode: 'remote', url: line.url, accessKey: central.accessKey },
    });
    const kiosk = await centre.kiosk(app);
    const counter = await centre.counter(app);
    const display = await centre.display(app);
    const number = await kiosk.takeNumber('Hộ tịch, chứng thực');
    await kiosk.done();
    await counter.callNext();
    await counter.expectCurrent(number, 'Đang gọi');

    line.set('down');
    await display.expectAway();
    await expect(counter.page.getByText('Mất kết nối máy chủ trung tâm')).toBeVisible();
    await expect(kiosk.page.getByRole('alert')).toContainText('tạm thời không kết nối được');

    // What happened in the room is written down here and sent when the line is back.
    await counter.beginFinish();
    await counter.page.getByRole('button', { name: 'Đã hướng dẫn' }).click();
    await expect(counter.page.getByText('không cần nhập lại', { exact: false }).first()).toBeVisible();
    await expect(counter.page.getByText(/thao tác đã ghi lại trên máy này/)).toBeVisible();

    line.set('up');
    await counter.expectIdle();
    await expect(counter.page.getByText('Mất kết nối máy chủ trung tâm')).toBeHidden();
    expect(await kiosk.takeNumber('Hộ tịch, chứng thực')).toBe('A-002');
  });

  test('whose answer is lost: the number was given once, and the second touch shows the same one', async ({
    centre,
  }) => {
    const app = await centre.start({
      central: { mode: 'remote', url: line.url, accessKey: central.accessKey },
    });
    const kiosk = await centre.kiosk(app);
    await expect(kiosk.page.getByRole('button', { name: 'Trả kết quả', exact: true })).toBeVisible();
    line.set('loseAnswers');
    await kiosk.page.getByRole('button', { name: 'Trả kết quả', exact: true }).click();
    await kiosk.page.getByRole('button', { name: 'Lấy số', exact: true }).click();
    await expect.poll(() => line.lostBytes).toBeGreaterThan(0);
    await expect(
      kiosk.page.getByText('tạm thời không kết nối được').or(kiosk.page.getByText('Chưa lấy được số')),
    ).toBeVisible();
    line.set('up');
    // The app's own next attempt may have come through meanwhile; if not, the visitor touches again. One number either way.
    const touch = kiosk.page.getByRole('button', { name: 'Lấy số', exact: true });
    const number = kiosk.page.getByLabel('Số của quý khách').locator('output');
    await expect(touch.or(number)).toBeVisible();
    if (await touch.isVisible()) await touch.click();
    expect(await kiosk.shownNumber()).toBe('H-001');
    await kiosk.done();
    expect(await kiosk.takeNumber('Trả kết quả')).toBe('H-002');
  });

  test('with a key that it does not know', async ({ centre }) => {
    const app = await centre.start({
      central: { mode: 'remote', url: line.url, accessKey: 'another key altogether' },
    });
    const counter = await app.station('counter-1');
    await expect(counter.getByText('Máy chủ: mất kết nối')).toBeVisible();
  });
});

test('the plug is pulled: what the officer saw confirmed is still true', async ({ centre }) => {
  const app = await centre.start();
  const kiosk = await centre.kiosk(app);
  const first = await kiosk.takeNumber('Hộ tịch, chứng thực');
  await kiosk.expectPaper(/Mời quý khách lấy phiếu/);
  await kiosk.done();
  const second = await kiosk.takeNumber('Hộ tịch, chứng thực');
  const counter = await centre.counter(app);
  await counter.callNext();
  await counter.expectCurrent(first, 'Đang gọi');
  await app.kill();

  const again = await centre.start();
  const after = await centre.counter(again);
  await after.expectCurrent(first, 'Đang gọi');
  await after.expectWaiting(second);
  const kioskAfter = await centre.kiosk(again);
  expect(await kioskAfter.takeNumber('Hộ tịch, chứng thực')).toBe('A-003');
  expect(centre.printer.count).toBe(3);
});
