import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RunningApp } from '../support/app.ts';
import { expect, test } from '../support/fixtures.ts';

test('without a configuration the training centre runs, every role reachable', async ({ centre }) => {
  const app = await centre.startWith({ configText: null });
  const launcher = await app.windowOf({ window: 'launcher' });
  await expect(launcher.getByText('Chưa có tệp cấu hình')).toBeVisible();
  await expect(launcher.getByText('TẬP HUẤN –')).toBeVisible();

  const kiosk = await app.station('kiosk');
  await expect(kiosk.getByRole('heading', { name: 'Quý khách đến làm thủ tục gì?' })).toBeVisible();
  const counter = await app.station('counter-1');
  await expect(counter.getByRole('button', { name: 'Gọi số tiếp theo' })).toBeVisible();
  const display = await app.station('display');
  await expect(display.getByText('Mời quý khách chờ gọi số')).toBeVisible();
  const supervisor = await app.station('supervisor');
  await expect(supervisor.getByRole('region', { name: 'Hôm nay' })).toBeVisible();
  const rating = await app.station('rating-1');
  await expect(rating.getByText('Kính chào quý khách')).toBeVisible();

  // The lab has the three printers of the training centre, and their paper.
  const lab = await app.windowOf({ window: 'lab' });
  for (const name of ['ticket', 'receipt', 'label'])
    await expect(lab.getByText(`Máy in ${name}`).first()).toBeVisible();
});

test.describe('what stops the start has its own message, and nothing is lost', () => {
  test('a broken configuration: the field, what it got, what it takes', async ({ centre }) => {
    const configText = JSON.stringify({
      version: 2,
      siteId: 'tan-an',
      central: { mode: 'embedded' },
      stations: [{ id: 'a', role: 'cashier', name: 'Quầy thu' }],
    });
    const app = await centre.startWith({ configText });
    const page = await app.electron.firstWindow();
    const message = page.getByRole('alert');
    await expect(message).toContainText('stations[0].role');
    await expect(message).toContainText('cashier');
    await expect(message).toContainText('kiosk');
    await expect(message).toContainText('config.json');
  });

  test('a configuration that is no JSON', async ({ centre }) => {
    const app = await centre.startWith({ configText: '{ "version": 2, ' });
    const page = await app.electron.firstWindow();
    await expect(page.getByRole('alert')).toContainText('JSON');
  });

  test('a database folder that cannot be written', async ({ centre }) => {
    await mkdir(join(centre.folder, 'data'));
    // A file where the folder should be: works for root too, whom permissions do not stop.
    await writeFile(join(centre.folder, 'data', 'central'), '');
    const app = await centre.start();
    const page = await app.electron.firstWindow();
    await expect(page.getByRole('alert')).toContainText('Máy chủ không ghi được dữ liệu');
    await expect(page.getByRole('alert')).toContainText(join(centre.folder, 'data', 'central'));
  });

  test('a store that cannot be opened', async ({ centre }) => {
    await mkdir(join(centre.folder, 'data'));
    await writeFile(join(centre.folder, 'data', 'station.db'), 'this is no database of ours');
    const app = await centre.start();
    const page = await app.electron.firstWindow();
    await expect(page.getByRole('alert')).toContainText('Máy này không ghi được dữ liệu tạm');
  });
});

test('a second start on the same data folder gives way to the first', async ({ centre }) => {
  const first = await centre.start();
  const second = RunningApp.start({ folder: centre.folder });
  await expect(second).rejects.toThrow();
  const launcher = await first.windowOf({ window: 'launcher' });
  await expect(launcher.getByText('Máy lấy số').first()).toBeVisible();
});
