import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import bwip from 'bwip-js/node';
import { RunningApp, temporaryFolder } from '../support/app.ts';
import { citizen } from '../support/people.ts';
import { CounterScreen } from '../support/screens/counter.ts';
import { DisplayScreen } from '../support/screens/display.ts';
import { KioskScreen } from '../support/screens/kiosk.ts';
import { waitFor } from '../support/wait.ts';
import { Recorder } from './recorder.ts';

const option = (name: string): string | null => process.env[`DEMO_${name}`] ?? null;
/** How long a person has to pull a real scanner's trigger before the demonstration types instead. */
const scanPatienceMs = Number(option('SCAN_SECONDS') ?? 30) * 1000;

test('one citizen is served', async () => {
  const out = option('OUT');
  if (out === null) throw new Error('DEMO_OUT is not set: run `npm run demo -- --out DIR`');
  const printer = option('PRINTER');
  const scanner = option('SCANNER');
  const central = option('CENTRAL');
  const recorder = new Recorder(out, {
    printer: printer ?? 'lab:',
    scanner: scanner ?? 'lab:scanner',
    central: central ?? 'embedded',
  });
  await recorder.write(false);
  const folder = await temporaryFolder();
  const kinds = ['ticket', 'receipt', 'label'];
  const app = await RunningApp.start({
    folder: folder.path,
    install: {
      printers:
        printer === null
          ? kinds.map((id) => ({ id, name: `Máy in ${id}`, address: `lab:${id}` }))
          : [{ id: 'printer', name: 'Máy in', address: printer }],
      scanners: [{ id: 'scanner', name: 'Máy quét', address: scanner ?? 'lab:scanner' }],
      ...(central === null
        ? {}
        : { central: { mode: 'remote', url: central, accessKey: option('ACCESS_KEY') ?? '' } }),
    },
  });
  try {
    await serve(app, recorder, { out, realScanner: scanner !== null });
    await recorder.write(true);
  } finally {
    await app.close();
    await folder.remove();
  }
});

async function serve(
  app: RunningApp,
  recorder: Recorder,
  { out, realScanner }: { readonly out: string; readonly realScanner: boolean },
): Promise<void> {
  const launcher = await app.windowOf({ window: 'launcher' });
  await recorder.step('start', launcher, async () => {
    await expect(launcher.getByText('Các trạm của máy này')).toBeVisible();
    return undefined;
  });
  const kiosk = new KioskScreen(await app.station('kiosk'));
  const counter = new CounterScreen(await app.station('counter-1'));
  const display = new DisplayScreen(await app.station('display'));
  const rating = await app.station('rating-1');
  await counter.ready();

  /** Pulls the trigger of the simulated scanner, or asks the person with the real one; types if nothing comes. */
  async function scan(
    what: string,
    text: string,
    arrived: () => Promise<boolean>,
    type: () => Promise<void>,
  ): Promise<'scanner' | 'keyboard'> {
    if (realScanner) {
      const png = await bwip.toBuffer({
        bcid: 'qrcode',
        text,
        scale: 6,
        padding: 4,
        backgroundcolor: 'ffffff',
      });
      await writeFile(join(out, `scan-me-${what}.png`), png);
      console.log(`SCAN ${what}: ${join(out, `scan-me-${what}.png`)} (${scanPatienceMs / 1000} s)`);
    } else {
      await app.call(launcher, 'lab.scan', { scanner: 'scanner', text });
    }
    const came = await waitFor(what, arrived, realScanner ? scanPatienceMs : 15_000).then(
      () => true,
      () => false,
    );
    if (came) return 'scanner';
    if (!realScanner) throw new Error(`the scan of ${what} did not arrive`);
    await type();
    return 'keyboard';
  }

  let number = '';
  await recorder.step('kiosk-choose', kiosk.page, async () => {
    await expect(kiosk.page.getByRole('heading', { name: 'Quý khách đến làm thủ tục gì?' })).toBeVisible();
    return undefined;
  });
  await recorder.step('kiosk-number', kiosk.page, async () => {
    number = await kiosk.takeNumber('Hộ tịch, chứng thực');
    recorder.ticketNumber = number;
    return undefined;
  });
  await recorder.step('kiosk-ticket-printed', kiosk.page, async () => {
    await kiosk.expectPaper(/Mời quý khách lấy phiếu|đã được gửi sang máy in/);
    return undefined;
  });
  await keepPapers(app, launcher, recorder, ['ticket']);

  await recorder.step('counter-call-next', counter.page, async () => {
    // At a central that others use as well, others may be called first: each is sent on until ours comes.
    for (;;) {
      await counter.callNext();
      const called = await counter.currentNumber();
      if (called === number) return undefined;
      await counter.finish('Việc khác');
    }
  });
  await recorder.step('display-called', display.page, async () => {
    await display.expectCalled(number, 1);
    return undefined;
  });
  await recorder.step('counter-citizen-came', counter.page, async () => {
    await counter.citizenCame();
    await counter.expectCurrent(number, 'Đang phục vụ');
    return undefined;
  });
  await recorder.step('intake-scan-card', counter.page, async () => {
    await counter.openIntake();
    return scan(
      'citizen-card',
      citizen.cardQr,
      async () => (await counter.field('Số căn cước').inputValue()) !== '',
      () =>
        counter.typeApplicant({
          name: citizen.name,
          number: citizen.number,
          birth: citizen.birth,
          address: citizen.address,
        }),
    );
  });
  await recorder.step('intake-procedure', counter.page, async () => {
    await counter.chooseProcedure('xac nhan tinh trang hon nhan', 'Cấp Giấy xác nhận tình trạng hôn nhân');
    return undefined;
  });
  await recorder.step('intake-papers-and-fee', counter.page, async () => {
    await counter.allPapersReceived();
    await counter.enterFee('Lệ phí hộ tịch', '15000');
    return undefined;
  });
  let code = '';
  await recorder.step('dossier-received', counter.page, async () => {
    await counter.receive();
    code = await counter.dossierCode();
    recorder.dossierCode = code;
    return undefined;
  });
  await recorder.step('receipt-and-label-printed', counter.page, async () => {
    await counter.expectEnded('Giấy tiếp nhận hồ sơ');
    await counter.expectEnded('Nhãn hồ sơ');
    return undefined;
  });
  await keepPapers(app, launcher, recorder, ['receipt', 'label']);
  await recorder.step('visit-finished', counter.page, async () => {
    await counter.escape();
    await counter.finish('Đã tiếp nhận hồ sơ');
    return undefined;
  });
  await recorder.step('rated', rating, async () => {
    await rating.getByRole('button', { name: 'Rất hài lòng' }).click();
    await expect(rating.getByText('Cảm ơn quý khách đã đánh giá!')).toBeVisible();
    return undefined;
  });

  const dossierShown = async (): Promise<boolean> =>
    counter.page.getByRole('region', { name: `Hồ sơ ${code}` }).isVisible();
  await recorder.step('receipt-scanned', counter.page, async () => {
    const payload = `https://dichvucong.longan.gov.vn/tra-cuu?ma=${code}`;
    return scan('receipt', payload, dossierShown, () => counter.openDossier(code));
  });
  await recorder.step('dossier-processed', counter.page, async () => {
    await counter.move('Chuyển xử lý');
    await counter.move('Có kết quả');
    await counter.expectDossier(code, 'Đã xử lý xong');
    return undefined;
  });
  await recorder.step('result-handed-over', counter.page, async () => {
    await counter.beginHandOver();
    const by = await scan(
      'citizen-card',
      citizen.cardQr,
      async () => (await counter.recipient.inputValue()) !== '',
      () => counter.recipient.fill(citizen.name),
    );
    await counter.confirmHandOver();
    await counter.expectDossier(code, 'Đã trả kết quả');
    return by;
  });
  const lab = await app.windowOf({ window: 'lab' });
  await recorder.step('lab', lab, async () => {
    await expect(lab.getByText('Phòng tập').first()).toBeVisible();
    return undefined;
  });
}

interface Job {
  readonly id: string;
  readonly kind: string;
}

/** The pictures of the papers that the journal holds: what went to the printer, whichever printer it is. */
async function keepPapers(
  app: RunningApp,
  page: Page,
  recorder: Recorder,
  kinds: readonly string[],
): Promise<void> {
  for (const kind of kinds) {
    const simulated = await app.call(page, 'lab.view', null);
    const printer = (
      simulated.value as { printers: { name: string; papers: { id: number }[] }[] }
    ).printers.find(({ name }) => name === kind);
    const newest = printer?.papers[0];
    if (newest) {
      // Decoded from the bytes that came to the simulated printer.
      const paper = await app.call(page, 'lab.paper', { printer: kind, paperId: newest.id });
      await recorder.paper(kind, Buffer.from((paper.value as { png: string }).png, 'base64'));
      continue;
    }
    const jobs = (await app.call(page, 'printing.jobs', {})).value as readonly Job[];
    const job = jobs.find((one) => one.kind === kind);
    if (!job) throw new Error(`no job of the kind ${kind}`);
    const picture = await app.call(page, 'printing.picture', { jobId: job.id });
    await recorder.paper(kind, Buffer.from((picture.value as { png: string }).png, 'base64'));
  }
}
