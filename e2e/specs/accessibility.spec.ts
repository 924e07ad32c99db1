import { expectAccessible, expectFits } from '../support/accessible.ts';
import { citizen } from '../support/people.ts';
import { expect, test } from '../support/fixtures.ts';
import { PrinterSetupScreen } from '../support/screens/printer-setup.ts';

test('adding a printer meets WCAG 2.2 AA and fits its window, step by step', async ({ centre }) => {
  const app = await centre.start();
  const page = await app.windowOf({ window: 'settings' });
  const setup = new PrinterSetupScreen(page);
  const check = async (step: string): Promise<void> => {
    await expectAccessible(page, `add a printer: ${step}`);
    await expectFits(page);
  };
  await setup.open();
  await check('find');
  await setup.typeAddress('lab:trial');
  await setup.goOn('Kiểm tra');
  await setup.expectSaid('Có báo trạng thái.');
  await check('ask');
  await setup.goOn('Khổ giấy');
  await setup.print('Đã in xong, máy in xác nhận.');
  await check('rulers');
  await setup.goOn('In thử');
  await setup.print('Đã in xong, máy in xác nhận.');
  await check('sample');
  await setup.goOn('Đặt tên, lưu');
  await check('name');
});

test('every screen meets WCAG 2.2 AA and fits its window', async ({ centre }) => {
  const app = await centre.start();
  const launcher = await app.windowOf({ window: 'launcher' });
  await expect(launcher.getByText('Các trạm của máy này')).toBeVisible();
  await expectAccessible(launcher, 'launcher');
  await expectFits(launcher);

  const kiosk = await centre.kiosk(app);
  await expect(kiosk.page.getByRole('heading', { name: 'Quý khách đến làm thủ tục gì?' })).toBeVisible();
  await expectAccessible(kiosk.page, 'kiosk: services');
  await expectFits(kiosk.page);
  await kiosk.openAppointment();
  for (const key of '2345678') await kiosk.page.getByRole('button', { name: key, exact: true }).click();
  await expect(kiosk.page.getByRole('alert')).not.toBeEmpty();
  await expectAccessible(kiosk.page, 'kiosk: appointment');
  await expectFits(kiosk.page);
  await kiosk.page.getByRole('button', { name: 'Quay lại' }).click();
  await kiosk.page.getByRole('button', { name: 'Trả kết quả', exact: true }).click();
  await expectAccessible(kiosk.page, 'kiosk: confirm');
  await kiosk.page.getByRole('button', { name: 'Lấy số', exact: true }).click();
  const number = await kiosk.shownNumber();
  await expectAccessible(kiosk.page, 'kiosk: number');
  await expectFits(kiosk.page);

  const counter = await centre.counter(app);
  await expectAccessible(counter.page, 'counter: idle');
  await counter.openIntake();
  await centre.scanner.scan(citizen.cardQr);
  await counter.expectApplicant(citizen.name, citizen.number);
  await counter.chooseProcedure('xac nhan tinh trang hon nhan', 'Cấp Giấy xác nhận tình trạng hôn nhân');
  await expectAccessible(counter.page, 'counter: intake');
  await expectFits(counter.page);

  const display = await centre.display(app);
  await expectAccessible(display.page, 'display');
  const supervisor = await app.station('supervisor');
  await expect(supervisor.getByText(number).or(supervisor.getByText('Đang chờ')).first()).toBeVisible();
  await expectAccessible(supervisor, 'supervisor');
  await supervisor.keyboard.press('Control+j');
  await expect(supervisor.getByText(`Phiếu số ${number}`).first()).toBeVisible();
  await expectAccessible(supervisor, 'print history');
  await expectFits(supervisor);
  const rating = await app.station('rating-1');
  await expectAccessible(rating, 'rating');
  const lab = await app.windowOf({ window: 'lab' });
  await expectAccessible(lab, 'lab');
  const settings = await app.windowOf({ window: 'settings' });
  await expect(settings.getByText('Tệp cấu hình')).toBeVisible();
  await expectAccessible(settings, 'settings');
  await expectFits(settings);
});
