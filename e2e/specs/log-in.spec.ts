import type { Page } from '@playwright/test';
import { expectAccessible, expectFits } from '../support/accessible.ts';
import { CentralOffice } from '../support/central-office.ts';
import { expect, test } from '../support/fixtures.ts';
import { AccountScreen, codeOf } from '../support/screens/account.ts';
import { AdministrationScreen } from '../support/screens/administration.ts';
import { CounterScreen } from '../support/screens/counter.ts';

const password = 'con mèo ngủ trên mái';
const administratorPassword = 'Sông Vàm Cỏ nước đầy';

test('a counter is enrolled, its administrator adds an officer, who logs in with a second factor and serves one citizen', async ({
  centre,
}) => {
  const office = new CentralOffice(centre.folder);
  try {
    // The first start makes the site; then the first administrator is made by hand.
    await office.start();
    await office.stop();
    const made = await office.tool(
      'officer-add',
      '--site',
      'tan-an',
      '--user',
      'quan.tri',
      '--name',
      'Quản trị',
    );
    const oneTime = /one-time password: (\S+)/.exec(made)?.[1] ?? '';
    await office.start();
    await office.logInAsAdministrator('quan.tri', oneTime, administratorPassword);
    const number = await office.takeNumber('A');
    const code = await office.stationCode('counter-1', 'counter', 'quay-01');

    const fresh = await centre.start();
    const settings = await fresh.windowOf({ window: 'settings' });
    await settings.getByRole('radio', { name: /đăng ký bằng mã một lần/ }).check();
    await settings.getByLabel('Địa chỉ máy chủ').fill(office.url);
    await settings.getByLabel('Mã đăng ký trạm').fill('SAIMA-SAIMA');
    await settings.getByRole('button', { name: 'Đăng ký trạm' }).click();
    await expect(settings.getByRole('alert')).toContainText('Mã đăng ký trạm không dùng được');
    await settings.getByLabel('Mã đăng ký trạm').fill(code.toLowerCase());
    await shot(settings, 'enrol');
    await settings.getByRole('button', { name: 'Đăng ký trạm' }).click();
    await expect(settings.getByText('Đã đăng ký trạm "Quầy số 1"')).toBeVisible();
    await shot(settings, 'enrolled');
    await fresh.close();

    const app = await centre.startWith({ configText: null });
    const page = await app.station('counter-1');
    await page.setViewportSize({ width: 1366, height: 768 });
    await logIn(page, 'oanh.le', 'không phải mật khẩu');
    await expect(page.getByRole('alert')).toContainText('Đăng nhập không thành công');
    await shot(page, 'log-in-refused');

    await logIn(page, 'quan.tri', administratorPassword);
    await expect(page.getByRole('button', { name: 'Đăng xuất' })).toBeVisible();
    await shot(page, 'administrator');
    const administration = new AdministrationScreen(page);
    await administration.open('Trạm của đơn vị');
    await expect(page.getByRole('row', { name: /^Quầy số 1/ })).toContainText('Đang hoạt động');
    await checked(page, 'stations');
    expect(await administration.makeKioskCode()).toMatch(/^[0-9A-Z]{5}-[0-9A-Z]{5}$/);
    await checked(page, 'station-code');
    await page.keyboard.press('Escape');
    await administration.close();
    await administration.open('Tài khoản cán bộ');
    const first = await administration.addOfficer('Lê Thị Kiều Oanh', 'oanh.le');
    await checked(page, 'one-time-password');
    await page.keyboard.press('Escape');
    await expect(page.getByText(first)).toBeHidden();
    await expect(page.getByRole('row', { name: /^Lê Thị Kiều Oanh/ })).toContainText(
      'Chưa đổi mật khẩu dùng một lần',
    );
    await checked(page, 'officers');
    await page.getByRole('button', { name: 'Mở tài khoản của Lê Thị Kiều Oanh' }).click();
    await checked(page, 'officer');
    await page.keyboard.press('Escape');
    await administration.close();
    await page.keyboard.press('Alt+L');

    await logIn(page, 'oanh.le', first);
    await expect(page.getByRole('heading', { name: 'Đặt mật khẩu mới' })).toBeVisible();
    await page.getByLabel('Mật khẩu mới', { exact: true }).fill('oanh.le 12345');
    await page.getByLabel('Nhập lại mật khẩu mới').fill('oanh.le 12345');
    await page.getByRole('button', { name: 'Đổi mật khẩu' }).click();
    await expect(page.getByText('Mật khẩu không được chứa tên đăng nhập')).toBeVisible();
    await shot(page, 'new-password');
    await page.getByLabel('Mật khẩu mới', { exact: true }).fill(password);
    await page.getByLabel('Nhập lại mật khẩu mới').fill(password);
    await page.getByRole('button', { name: 'Đổi mật khẩu' }).click();

    const counter = new CounterScreen(page);
    await counter.ready();
    await expect(page.getByRole('button', { name: 'Tài khoản của Lê Thị Kiều Oanh' })).toBeVisible();

    const account = new AccountScreen(page);
    await account.openSecondFactor();
    const secret = await account.begin(password);
    await checked(page, 'second-factor');
    await account.confirm(codeOf(secret));
    await expect(page.getByRole('list', { name: 'Mã khôi phục' }).getByRole('listitem')).toHaveCount(10);
    await checked(page, 'recovery-codes');
    const recovery = await page
      .getByRole('list', { name: 'Mã khôi phục' })
      .getByRole('listitem')
      .first()
      .innerText();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Alt+L');
    await logIn(page, 'oanh.le', password);
    await expect(page.getByRole('heading', { name: 'Nhập mã xác thực' })).toBeVisible();
    await shot(page, 'code');
    // A code works once: the one that confirmed it is over, the next one is good already.
    await page.getByLabel('Mã xác thực', { exact: true }).fill(codeOf(secret, 1));
    await page.keyboard.press('Enter');
    await counter.ready();
    const log = await app.logText();
    for (const told of [first, secret, password]) expect(log).not.toContain(told);

    await counter.expectWaiting(number);
    await counter.callNext();
    await counter.expectCurrent(number, 'Đang gọi');
    await counter.citizenCame();
    await counter.expectCurrent(number, 'Đang phục vụ');
    await shot(page, 'serving');
    await page.keyboard.press('Alt+L');
    await expect(page.getByLabel('Tên đăng nhập')).toBeVisible();
    await expect(page.getByRole('button', { name: 'Gọi số tiếp theo' })).toBeHidden();
    await shot(page, 'logged-out');
    // The number is still at the counter for whoever comes back, without the telephone too.
    await logIn(page, 'oanh.le', password);
    await page.getByLabel('Mã xác thực', { exact: true }).fill(recovery);
    await page.keyboard.press('Enter');
    await counter.expectCurrent(number, 'Đang phục vụ');
    await counter.finish('Đã hướng dẫn');
    await counter.expectIdle();
    await page.keyboard.press('Alt+L');
    await expect(page.getByLabel('Tên đăng nhập')).toBeVisible();
  } finally {
    await office.stop();
  }
});

async function logIn(page: Page, userName: string, word: string): Promise<void> {
  await page.getByLabel('Tên đăng nhập').fill(userName);
  await page.getByLabel('Mật khẩu', { exact: true }).fill(word);
  await page.keyboard.press('Enter');
}

async function checked(page: Page, name: string): Promise<void> {
  await expectAccessible(page, name);
  await expectFits(page);
  await shot(page, name);
}

async function shot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: test.info().outputPath(`${name}.png`) });
}
