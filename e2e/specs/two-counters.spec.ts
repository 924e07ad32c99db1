import { expect, test } from '../support/fixtures.ts';
import { CounterScreen } from '../support/screens/counter.ts';

const counterStation = (number: number): object => ({
  id: `counter-${number}`,
  role: 'counter',
  name: `Máy quầy ${number}`,
  counterId: `quay-0${number}`,
});

test('a visit is parked, called back and sent to the second counter with its number; the first one pauses', async ({
  centre,
}) => {
  const app = await centre.start({
    stations: [
      { id: 'kiosk', role: 'kiosk', name: 'Máy lấy số', printers: { ticket: 'printer' } },
      counterStation(1),
      counterStation(2),
      { id: 'display', role: 'display', name: 'Bảng gọi số' },
      { id: 'supervisor', role: 'supervisor', name: 'Trưởng bộ phận' },
    ],
  });
  const kiosk = await centre.kiosk(app);
  const first = await centre.counter(app);
  const second = new CounterScreen(await app.station('counter-2'));
  await second.ready();
  const display = await centre.display(app);

  const number = await kiosk.takeNumber('Hộ tịch, chứng thực');
  await kiosk.expectPaper(/Mời quý khách lấy phiếu/);
  await kiosk.done();
  await first.callNext();
  await first.expectCurrent(number, 'Đang gọi');
  await first.citizenCame();
  await first.expectCurrent(number, 'Đang phục vụ');

  // Put aside while the citizen copies a paper; the counter is free, everybody's list says why.
  await first.beginPark();
  await first.page.getByRole('dialog', { name: `Tạm gác số ${number}` }).waitFor();
  await first.page.keyboard.press('1');
  await first.expectIdle();
  const parked = first.page.getByRole('region', { name: 'Đang tạm gác' });
  await expect(parked).toContainText(number);
  await expect(parked).toContainText('Lấy thêm giấy tờ');
  await expect(second.page.getByRole('region', { name: 'Đang tạm gác' })).toContainText(number);

  // Back, typed by its figures alone: the same number.
  await first.beginCallChosen();
  await first.page.getByLabel('Số cần gọi').fill(String(Number(number.slice(2))));
  await first.page.keyboard.press('Enter');
  await first.expectCurrent(number, 'Đang gọi');
  await expect(parked).toBeHidden();

  // Sent on: nobody's but the second counter's, and still the same number.
  await first.beginTransfer();
  const transfer = first.page.getByRole('dialog', { name: `Chuyển số ${number}` });
  await transfer.getByRole('button', { name: /^Quầy 2 ·/ }).click();
  await first.expectIdle();
  await second.expectWaiting(number);
  await second.callNext();
  await second.expectCurrent(number, 'Đang gọi');
  await display.expectCalled(number, 2);

  // The first counter pauses: the waiting room and the supervisor see it, and it calls nobody.
  const waiting = await kiosk.takeNumber('Hộ tịch, chứng thực');
  await kiosk.done();
  await first.beginPause();
  await first.page.getByRole('dialog', { name: 'Tạm dừng quầy' }).waitFor();
  await first.page.keyboard.press('1');
  await expect(first.page.getByText(/Quầy đang tạm dừng: Nghỉ giải lao/)).toBeVisible();
  await expect(first.page.getByRole('button', { name: 'Gọi số tiếp theo' })).toBeDisabled();
  await expect(display.page.getByText('Tạm dừng: quầy 1')).toBeVisible();
  const board = await app.station('supervisor');
  const counters = board.getByRole('region', { name: 'Các quầy' });
  await expect(counters.getByRole('row', { name: /Máy quầy 1/ })).toContainText('Tạm dừng: Nghỉ giải lao');

  // The supervisor resumes it, and the next one is called there.
  await board.getByRole('button', { name: 'Mở lại quầy 1', exact: true }).click();
  await first.callNext();
  await first.expectCurrent(waiting, 'Đang gọi');

  // The figures of the day say what was done.
  await board.keyboard.press('Control+Y');
  const figures = board.getByRole('dialog', { name: 'Thống kê theo ngày' });
  const total = figures.getByRole('row', { name: /^Toàn bộ phận/ });
  // Two numbers, four calls, one put aside, one sent on.
  await expect(total.getByRole('cell')).toHaveText(['2', '4', '0', '0', '1', '1', '0', /./, /./, /./]);
});
