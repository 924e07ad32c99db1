import type { Page } from '@playwright/test';
import { citizen } from '../support/people.ts';
import { expect, test, type Centre } from '../support/fixtures.ts';
import type { CounterScreen } from '../support/screens/counter.ts';

const scans = 200;

interface BridgeInPage {
  on(name: string, listener: (payload: { result: { fields: { code?: string } } }) => void): () => void;
}

/** Takes a dossier in, as an officer does; resolves to its code. */
async function takeIn(centre: Centre, counter: CounterScreen): Promise<string> {
  await counter.openIntake();
  await centre.scanner.scan(citizen.cardQr);
  await counter.expectApplicant(citizen.name, citizen.number);
  await counter.chooseProcedure('xac nhan tinh trang hon nhan', 'Cấp Giấy xác nhận tình trạng hôn nhân');
  await counter.allPapersReceived();
  await counter.enterFee('Lệ phí hộ tịch', '15000');
  await counter.receive();
  const code = await counter.dossierCode();
  await counter.escape();
  return code;
}

/** Resolves to the moment (epoch milliseconds) at which the frame with the heading of this dossier was handed to the screen. */
function shownAt(page: Page, code: string): Promise<number> {
  return page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const isShown = () =>
          [...document.querySelectorAll('h2, h3')].some((one) => one.textContent === wanted);
        const look = () => {
          if (!isShown()) return;
          observer.disconnect();
          requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
        };
        const observer = new MutationObserver(look);
        observer.observe(document.body, { subtree: true, childList: true, characterData: true });
        look();
      }),
    code,
  );
}

test('scan to dossier', async ({ centre }) => {
  const app = await centre.start();
  const counter = await centre.counter(app);
  await expect(counter.page.getByText('Máy quét: Đã kết nối')).toBeVisible();
  const codes = [await takeIn(centre, counter), await takeIn(centre, counter)] as const;

  const took: number[] = [];
  for (let index = 0; index < scans; index += 1) {
    // In turn: the same code again within a second is one pull of the trigger.
    const code = codes[index % 2 === 0 ? 0 : 1];
    const shown = shownAt(counter.page, code);
    await counter.page.evaluate(() => undefined);
    await centre.scanner.scan(code);
    const lastByteAt = performance.timeOrigin + performance.now();
    took.push((await shown) - lastByteAt);
  }
  took.sort((a, b) => a - b);
  const at = (share: number) =>
    (took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? NaN).toFixed(1);

  const order = await counter.page.evaluateHandle(() => {
    const heard: string[] = [];
    (window as unknown as Window & { quay: BridgeInPage }).quay.on('scanning.scanned', ({ result }) => {
      heard.push(result.fields.code ?? '');
    });
    return heard;
  });
  const burst = Array.from(
    { length: 50 },
    (_, index) => `H39.30-260302-${String(index + 1).padStart(4, '0')}`,
  );
  await centre.scanner.scanBytes(Buffer.from(burst.map((code) => `${code}\r`).join('')));
  await expect.poll(async () => (await order.jsonValue()).length).toBe(burst.length);
  const heard = await order.jsonValue();
  const isInOrder = heard.every((code, index) => code === burst[index]);

  console.log(`last byte to dossier on the screen, ${scans} scans, milliseconds:`);
  console.log(`  median ${at(0.5)}  p95 ${at(0.95)}  p99 ${at(0.99)}  most ${at(1)}`);
  console.log(`burst of ${burst.length}: ${heard.length} told, ${isInOrder ? 'in order' : 'NOT in order'}`);
  expect(isInOrder).toBe(true);
});
