import { test, expect } from '@playwright/test';
import { RunningApp, temporaryFolder } from '../support/app.ts';

test('starts without a configuration: the training centre, every role reachable', async () => {
  const folder = await temporaryFolder();
  const app = await RunningApp.start({ folder: folder.path, configText: null });
  console.log('started', Date.now());
  const launcher = await app.windowOf({ window: 'launcher' });
  await launcher.screenshot({ path: '/tmp/launcher.png' });
  for (const id of ['kiosk', 'counter-1', 'display', 'supervisor', 'rating-1']) {
    console.log(id, Date.now());
    const page = await app.station(id);
    console.log('got');
    await page.setViewportSize({ width: 1366, height: 768 }).catch(() => undefined);
    await page.waitForTimeout(1500);
    await page.screenshot({ path: `/tmp/${id}.png` });
  }
  const lab = await app.windowOf({ window: 'lab' });
  await lab.waitForTimeout(1500);
  await lab.screenshot({ path: '/tmp/lab.png' });
  const settings = await app.windowOf({ window: 'settings' });
  await settings.waitForTimeout(1500);
  await settings.screenshot({ path: '/tmp/settings.png' });
  console.log((await app.logText()).slice(-3000));
  await app.close();
  await folder.remove();
  expect(1).toBe(1);
});
