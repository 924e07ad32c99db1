import { act, screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { appError } from '../../../shared/errors.ts';
import { FakeSite } from '../../host/fake/index.ts';
import { renderStation, testNow, testSite } from '../../testing/render-window.tsx';

const minute = 60_000;

function slip(site: FakeSite, title: string, printerId = 'receipt'): void {
  site.printing.print({
    kind: printerId === 'ticket' ? 'ticket' : 'receipt',
    title,
    reference: title,
    printerId,
    stationId: 'quay-1',
  });
}

/** The history of a supervisor's window, opened by its key. */
async function openHistory(site: FakeSite, station = 'supervisor') {
  const { user } = renderStation(site, station);
  await screen.findByRole('button', { name: 'Nhật ký in' });
  await user.keyboard('{Control>}j{/Control}');
  const history = within(await screen.findByRole('region', { name: 'Nhật ký in' }));
  const list = () => within(history.getByRole('listbox'));
  const titles = (): (string | null | undefined)[] =>
    list()
      .queryAllByRole('option')
      .map((line) => line.firstElementChild?.textContent);
  const detail = () => within(history.getByRole('region', { name: 'Bản in đang chọn' }));
  return { user, history, list, titles, detail };
}

it('opens by its key at a counter, takes the screen’s keys while open, and gives the screen back as it was', async () => {
  const site = testSite();
  site.queue.issue('A', 'normal');
  const { user } = await openHistory(site, 'quay-1');
  await user.keyboard('{F2}');
  expect(site.countOf('tickets.callNext')).toBe(0);
  expect(screen.queryByRole('button', { name: 'Gọi số tiếp theo' })).toBeNull();
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('region', { name: 'Nhật ký in' })).toBeNull();
  await user.keyboard('{F2}');
  await waitFor(() => expect(site.countOf('tickets.callNext')).toBe(1));
});

it('is not offered where citizens stand', async () => {
  const { user } = renderStation(testSite(), 'kiosk');
  await screen.findAllByRole('button');
  await user.keyboard('{Control>}j{/Control}');
  expect(screen.queryByRole('region', { name: 'Nhật ký in' })).toBeNull();
});

it('finds by words without diacritics, kind, state, printer and day', async () => {
  let now = testNow - 24 * 60 * minute;
  const site = new FakeSite({ now: () => now });
  slip(site, 'Phiếu số A-001', 'ticket');
  now = testNow;
  site.printing.setFault('receipt', 'silent', true);
  slip(site, 'Giấy tiếp nhận H39.30-260302-0001');
  await waitFor(() => expect(site.printing.jobs[0]?.state).toBe('unknown'));
  const { user, history, titles } = await openHistory(site);
  const both = ['Giấy tiếp nhận H39.30-260302-0001', 'Phiếu số A-001'];
  await waitFor(() => expect(titles()).toEqual(both));
  const text = history.getByRole('textbox', { name: /Tìm theo tên/ });
  expect(document.activeElement).toBe(text);
  await user.type(text, 'phieu');
  await waitFor(() => expect(titles()).toEqual([both[1]]));
  await user.clear(text);
  await waitFor(() => expect(titles()).toEqual(both));
  for (const [label, option, left] of [
    ['Loại bản in', 'ticket', both[1]],
    ['Tình trạng', 'unknown', both[0]],
    ['Máy in', 'ticket', both[1]],
  ] as const) {
    await user.selectOptions(history.getByRole('combobox', { name: label }), option);
    await waitFor(() => expect(titles()).toEqual([left]));
    await user.selectOptions(history.getByRole('combobox', { name: label }), '');
    await waitFor(() => expect(titles()).toEqual(both));
  }
  const day = history.getByRole<HTMLInputElement>('textbox', { name: 'Ngày in' });
  await user.type(day, '1/3/2026');
  await waitFor(() => expect(titles()).toEqual([both[1]]));
  await user.keyboard('{ArrowUp}');
  expect(day.value).toBe('02/03/2026');
  await waitFor(() => expect(titles()).toEqual([both[0]]));
  // No day after today, whatever is pressed or typed; the list stays as it was.
  await user.keyboard('{ArrowUp}');
  expect(day.value).toBe('02/03/2026');
  await user.clear(day);
  await waitFor(() => expect(titles()).toEqual(both));
  await user.type(day, '03032026{Enter}');
  expect(day.value).toBe('03/03/2026');
  await history.findByText('Chỉ nhập được đến ngày 02/03/2026');
  expect(titles()).toEqual(both);
  await user.clear(day);
  await user.type(day, '01032026{Enter}');
  await waitFor(() => expect(titles()).toEqual([both[1]]));
  expect(day.value).toBe('01/03/2026');
  await user.type(text, 'không có');
  await history.findByText('Không có bản in nào phù hợp.');
});

it('chooses with the arrows and shows the picture of what is chosen', async () => {
  const site = testSite();
  for (const title of ['Một', 'Hai', 'Ba']) slip(site, title);
  const { user, history, list, detail } = await openHistory(site);
  await detail().findByRole('img', { name: 'Hình bản in: Ba' });
  act(() => history.getByRole('listbox').focus());
  await user.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}');
  await detail().findByRole('img', { name: 'Hình bản in: Một' });
  expect(list().getByRole('option', { selected: true }).textContent).toContain('Một');
  await user.keyboard('{ArrowUp}');
  await detail().findByRole('img', { name: 'Hình bản in: Hai' });
  await user.keyboard('{Home}');
  await detail().findByRole('img', { name: 'Hình bản in: Ba' });
});

it('says why nobody knows, takes a person’s answer and prints again what did not come out', async () => {
  const site = testSite();
  site.printing.setFault('receipt', 'silent', true);
  slip(site, 'Giấy một');
  await waitFor(() => expect(site.printing.jobs[0]?.state).toBe('unknown'));
  const { user, detail } = await openHistory(site);
  await user.click(await detail().findByRole('button', { name: 'Chưa in' }));
  const again = await detail().findByRole('button', { name: 'In' });
  detail().getByText('Cán bộ đã xác nhận bằng mắt.');
  act(() => void site.printing.setFault('receipt', 'silent', false));
  await user.click(again);
  await waitFor(() => expect(site.printing.jobs[0]?.state).toBe('printed'));
  await detail().findByRole('button', { name: 'In lại' });
});

it('prints a copy only with a reason, and shows it on top with the original and the reason', async () => {
  const site = testSite();
  slip(site, 'Giấy một');
  await waitFor(() => expect(site.printing.jobs[0]?.state).toBe('printed'));
  const { user, detail, titles } = await openHistory(site);
  await user.click(await detail().findByRole('button', { name: 'In lại' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.click(dialog.getByRole('button', { name: 'In lại' }));
  dialog.getByText('Nhập lý do in lại.');
  expect(site.countOf('printing.reprint')).toBe(0);
  await user.type(dialog.getByRole('textbox'), 'khách làm mất{Enter}');
  await waitFor(() => expect(titles()).toEqual(['Giấy một · Bản in lại lần 1', 'Giấy một']));
  const copies = within(await detail().findByRole('region', { name: 'Bản gốc và các bản in lại' }));
  copies.getByText('Lý do: khách làm mất');
  expect(copies.getAllByRole('listitem')).toHaveLength(2);
});

it('says that nothing was printed yet, without empty boxes', async () => {
  const { history } = await openHistory(testSite());
  await history.findByText('Chưa có bản in nào.');
  expect(history.queryByRole('listbox')).toBeNull();
  expect(history.queryByRole('region', { name: 'Bản in đang chọn' })).toBeNull();
  expect(history.queryByRole('button', { name: 'Xem tất cả' })).toBeNull();
});

it('says that nothing fits, and shows everything again, the day that was typed gone too', async () => {
  const site = testSite();
  slip(site, 'Giấy một');
  const { user, history, titles } = await openHistory(site);
  await waitFor(() => expect(titles()).toHaveLength(1));
  await user.type(history.getByRole('textbox', { name: 'Ngày in' }), '01/0');
  await user.type(history.getByRole('textbox', { name: /Tìm theo tên/ }), 'khong co');
  await history.findByText('Không có bản in nào phù hợp.');
  expect(history.queryByRole('listbox')).toBeNull();
  await user.click(history.getByRole('button', { name: 'Xem tất cả' }));
  await waitFor(() => expect(titles()).toEqual(['Giấy một']));
  for (const name of ['Ngày in', /Tìm theo tên/])
    expect(history.getByRole<HTMLInputElement>('textbox', { name }).value).toBe('');
});

it('closes the dialog by Esc, not the history behind it', async () => {
  const site = testSite();
  slip(site, 'Giấy một');
  const { user, detail } = await openHistory(site);
  await user.click(await detail().findByRole('button', { name: 'In lại' }));
  await screen.findByRole('dialog');
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(screen.getByRole('region', { name: 'Nhật ký in' })).toBeTruthy();
});

it('shows older printouts on demand, each once', async () => {
  const site = testSite();
  for (let number = 1; number <= 60; number += 1) slip(site, `Giấy ${number}`);
  const { user, history, titles } = await openHistory(site);
  await waitFor(() => expect(titles()).toHaveLength(50));
  await user.click(history.getByRole('button', { name: 'Xem các bản in cũ hơn' }));
  await waitFor(() => expect(new Set(titles()).size).toBe(60));
  expect(titles()).toHaveLength(60);
  expect(history.queryByRole('button', { name: 'Xem các bản in cũ hơn' })).toBeNull();
});

it('says when the history cannot be read, and finds again', async () => {
  const site = testSite();
  slip(site, 'Giấy một');
  site.failNext('printing.history', appError('internal'));
  const { user, history, titles } = await openHistory(site);
  await history.findByRole('alert');
  await user.type(history.getByRole('textbox', { name: /Tìm theo tên/ }), 'giay');
  await waitFor(() => expect(titles()).toEqual(['Giấy một']));
  expect(history.queryByRole('alert')).toBeNull();
});

it('lets the newest question answer, whichever answer comes last', async () => {
  const site = testSite();
  slip(site, 'Giấy một');
  slip(site, 'Nhãn hai');
  const { user, history, titles } = await openHistory(site);
  await waitFor(() => expect(titles()).toHaveLength(2));
  const release = site.hold('printing.history');
  await user.type(history.getByRole('textbox', { name: /Tìm theo tên/ }), 'nhan');
  release();
  await waitFor(() => expect(titles()).toEqual(['Nhãn hai']));
});
