import type { Page } from '@playwright/test';
import type { RunningApp } from '../support/app.ts';
import { scanInEveryField, type FieldWork } from '../support/every-field.ts';
import { expect, test, type Centre } from '../support/fixtures.ts';
import { SystemKeyboard } from '../support/keyboard.ts';
import { citizen } from '../support/people.ts';
import type { CounterScreen } from '../support/screens/counter.ts';
import { waitFor } from '../support/wait.ts';

const keyboard = new SystemKeyboard();

/** How many scans main has told so far: each is a line of its log. */
async function scansTold(app: RunningApp): Promise<number> {
  return (await app.logText()).split('scanId').length - 1;
}

/** Resolves when no key went down for longer than a hand takes from the keys to the trigger at the least. */
async function handOffTheKeys(page: Page): Promise<void> {
  const now = await page.evaluate(() => performance.now());
  await page.waitForFunction((then) => performance.now() - then > 300, now);
}

/** Walks over the screens of the product and calls `visit` on each, with whatever is open on it. */
async function everyScreen(
  centre: Centre,
  app: RunningApp,
  visit: (page: Page, where: string) => Promise<number>,
): Promise<Map<string, number>> {
  const fields = new Map<string, number>();
  async function at(page: Page, where: string): Promise<void> {
    fields.set(where, await visit(page, where));
  }
  // The counter first: a scan needs a screen that takes it.
  const counter = await centre.counter(app);
  await at(counter.page, 'counter');
  await counter.page.keyboard.press('F10');
  await expect(counter.page.getByRole('dialog')).toBeVisible();
  await at(counter.page, 'help');
  await counter.escape();
  await counter.page.keyboard.press('Control+o');
  await expect(counter.page.getByRole('dialog')).toBeVisible();
  await at(counter.page, 'open a dossier');
  await counter.escape();
  await takeIn(counter, (where) => at(counter.page, where));
  await atDossier(counter, (where) => at(counter.page, where));
  await counter.page.keyboard.press('Control+j');
  await expect(
    counter.page.getByRole('searchbox').or(counter.page.getByRole('textbox')).first(),
  ).toBeVisible();
  await at(counter.page, 'print history');
  await counter.escape();

  for (const id of ['supervisor', 'kiosk', 'display', 'rating-1']) {
    const page = await app.station(id);
    await expect(page.getByRole('heading').first()).toBeVisible();
    await at(page, id);
  }
  for (const window of ['launcher', 'lab', 'settings'] as const) {
    const page = await app.windowOf({ window });
    await expect(page.getByRole('heading').first()).toBeVisible();
    if (window === 'settings') await expect(page.getByText('Tệp cấu hình')).toBeVisible();
    await at(page, window);
  }
  return fields;
}

async function takeIn(counter: CounterScreen, at: (where: string) => Promise<void>): Promise<void> {
  await counter.openIntake();
  await counter.chooseProcedure('xac nhan tinh trang hon nhan', 'Cấp Giấy xác nhận tình trạng hôn nhân');
  await counter.page.getByRole('checkbox', { name: 'Người nộp là chủ hồ sơ' }).uncheck();
  await at('intake');
  await counter.page.getByRole('checkbox', { name: 'Người nộp là chủ hồ sơ' }).check();
  await counter.typeApplicant(citizen);
  await counter.allPapersReceived();
  await counter.enterFee('Lệ phí hộ tịch', '15000');
  await counter.receive();
  await counter.dossierCode();
  await at('received');
}

async function atDossier(counter: CounterScreen, at: (where: string) => Promise<void>): Promise<void> {
  await counter.page.getByRole('button', { name: 'Xem hồ sơ' }).click();
  await at('dossier');
  await counter.move('Chuyển xử lý');
  await counter.page.getByRole('button', { name: 'Yêu cầu bổ sung giấy tờ', exact: true }).click();
  await expect(counter.page.getByRole('dialog')).toBeVisible();
  await at('step with a reason');
  await counter.escape();
  await counter.move('Có kết quả');
  await counter.beginHandOver();
  await at('hand over');
  await counter.escape();
  await counter.escape();
}

/** Screens whose fields must have been found: an empty walk proves nothing. */
function expectWalked(fields: ReadonlyMap<string, number>): void {
  const least = {
    'open a dossier': 1,
    intake: 15,
    'step with a reason': 1,
    'hand over': 1,
    lab: 2,
    settings: 30,
  };
  for (const [where, count] of Object.entries(least))
    expect(fields.get(where), where).toBeGreaterThanOrEqual(count);
  expect([...fields.keys()]).toHaveLength(16);
}

for (const way of ['serial', 'keyboard by timing', 'keyboard behind a prefix'] as const) {
  test(`a scan while typing in every field of every screen: ${way}`, async ({ centre }) => {
    test.setTimeout(1_200_000);
    const isTyped = way !== 'serial';
    // A wide gap: on a busy machine the X server itself pauses between two keys of one piece.
    const options = way === 'keyboard behind a prefix' ? '?prefix=F9' : '?gap=80';
    const address = isTyped ? `wedge:${options}` : centre.scanner.address;
    const app = await centre.start({
      scanners: [
        { id: 'scanner', name: 'Máy quét', address },
        { id: 'practice', name: 'Máy quét mô phỏng', address: 'lab:desk' },
      ],
    });
    let next = 8_934_567_000_000;
    const windows = (): number => app.electron.windows().length;
    const fields = await everyScreen(centre, app, async (page, where) => {
      await keyboard.focus(app, page);
      const opened = windows();
      const work: FieldWork = {
        type: async (text) => {
          await keyboard.type(text);
          await handOffTheKeys(page);
        },
        scan: async () => {
          const before = await scansTold(app);
          next += 1;
          if (isTyped) keyboard.scan(String(next), way === 'keyboard by timing' ? {} : { prefix: 'F9' });
          else await centre.scanner.scan(String(next));
          await waitFor(`the scan in: ${where}`, async () => (await scansTold(app)) > before);
        },
      };
      const count = await scanInEveryField(page, where, work);
      expect(windows(), where).toBe(opened);
      return count;
    });
    expectWalked(fields);
  });
}
