import { expect, test } from '../support/fixtures.ts';

test('a window is sandboxed and reaches nothing but its own pages and the bridge', async ({ centre }) => {
  const app = await centre.start();
  const page = await app.windowOf({ window: 'launcher' });

  const inside = await page.evaluate(async () => {
    const attempt = async (action: () => unknown): Promise<string> => {
      try {
        await action();
        return 'done';
      } catch (thrown) {
        return thrown instanceof Error ? thrown.name : 'refused';
      }
    };
    const world = globalThis as unknown as Record<string, unknown> & Window & { eval(text: string): unknown };
    return {
      node: [typeof world['require'], typeof world['process'], typeof world['module']],
      bridge: Object.keys(world['quay'] as object).sort(),
      fetch: await attempt(() => fetch('http://127.0.0.1:9/')),
      // Later, and so outside the debugger's own evaluation, which the policy does not bind.
      evaluate: await new Promise((resolve) =>
        setTimeout(() => void attempt(() => world.eval('1')).then(resolve), 0),
      ),
      opened: world.open('https://example.com/') === null ? 'nothing' : 'a window',
      origin: world.location.origin,
      permission: await attempt(() => navigator.mediaDevices.getUserMedia({ audio: true })),
    };
  });
  expect(inside.node).toEqual(['undefined', 'undefined', 'undefined']);
  expect(inside.bridge).toEqual(['call', 'on']);
  expect(inside.fetch).not.toBe('done');
  expect(inside.evaluate).toBe('EvalError');
  expect(inside.opened).toBe('nothing');
  expect(inside.origin).toBe('quay://app');
  expect(inside.permission).not.toBe('done');

  await page.evaluate(() => {
    const frame = document.createElement('iframe');
    frame.src = 'https://example.com/';
    document.body.append(frame);
    location.href = 'https://example.com/';
  });
  // Asked of Electron: Playwright waits for the navigation that never comes.
  await expect
    .poll(() =>
      app.electron.evaluate(({ webContents }) => webContents.getAllWebContents().map((one) => one.getURL())),
    )
    .toEqual(['quay://app/index.html']);
});

test('every window has the switches of the security list', async ({ centre }) => {
  const app = await centre.start();
  await app.station('kiosk');
  const preferences = await app.electron.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => {
      const { sandbox, contextIsolation, nodeIntegration, webSecurity } = (
        contents as unknown as { getLastWebPreferences(): Record<string, unknown> }
      ).getLastWebPreferences();
      return { sandbox, contextIsolation, nodeIntegration, webSecurity };
    }),
  );
  expect(preferences.length).toBeGreaterThanOrEqual(2);
  for (const one of preferences)
    expect(one).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true });
});

test('the bridge answers bad names and bad input, and a station can do only what its role does', async ({
  centre,
}) => {
  const app = await centre.start();
  const kiosk = await app.station('kiosk');
  const code = async (name: string, input: unknown): Promise<string | undefined> =>
    (await app.call(kiosk, name, input)).error?.code;
  expect(await code('tickets.steal', null)).toBe('bad-request');
  expect(await code('tickets.issue', { groupCode: 'A; DROP TABLE' })).toBe('bad-request');
  expect(await code('tickets.callNext', null)).toBe('permission-denied');
  expect(await code('dossiers.open', { code: 'H39.30-261122-0001' })).toBe('permission-denied');
  expect(await code('settings.read', null)).toBe('permission-denied');
  expect(await code('station.open', { window: 'settings' })).toBe('permission-denied');
  expect(await code('station.open', { window: 'lab' })).toBe('permission-denied');
});
