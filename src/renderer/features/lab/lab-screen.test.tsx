import { act, screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { renderWindow, stationHost, testSite } from '../../testing/render-window.tsx';
import { resolveScan } from '../../../shared/domain/resolve-scan.ts';
import { samples } from './samples.ts';

const self = { window: 'lab', station: null } as const;

it('shows the paper of each printer, newest on top, and throws it away', async () => {
  const site = testSite();
  const kiosk = stationHost(site, 'kiosk');
  const { user } = renderWindow(site, self);
  const printer = await screen.findByRole('region', { name: 'Máy in ticket' });
  await act(async () => {
    await kiosk.call('tickets.issue', { groupCode: 'A' });
    await kiosk.call('tickets.issue', { groupCode: 'A' });
  });
  const slips = await within(printer).findAllByRole('img');
  expect(slips.map((slip) => slip.getAttribute('alt'))).toEqual([
    'Bản in số 2 của máy in ticket',
    'Bản in số 1 của máy in ticket',
  ]);
  await user.click(within(printer).getByRole('button', { name: 'Xé bỏ giấy trong khay' }));
  await within(printer).findByText('Chưa có bản in nào.');
});

it('switches a fault on and off', async () => {
  const site = testSite();
  const { user } = renderWindow(site, self);
  const printer = await screen.findByRole('region', { name: 'Máy in receipt' });
  const fault = within(printer).getByRole<HTMLInputElement>('switch', { name: 'Mở nắp' });
  await user.click(fault);
  await waitFor(() => expect(fault.checked).toBe(true));
  expect(site.printing.printers()[1]?.problem?.code).toBe('printer-cover-open');
  await user.click(fault);
  await waitFor(() => expect(fault.checked).toBe(false));
  expect(site.printing.printers()[1]?.problem).toBeNull();
});

it('ends the roll after as many rows as one likes, which a new roll mends', async () => {
  const site = testSite();
  const kiosk = stationHost(site, 'kiosk');
  const { user } = renderWindow(site, self);
  const printer = await screen.findByRole('region', { name: 'Máy in ticket' });
  const rows = within(printer).getByRole<HTMLInputElement>('textbox', { name: 'Hết giấy sau (hàng chấm)' });
  const soon = within(printer).getByRole<HTMLInputElement>('switch', { name: 'Cuộn giấy sắp dứt' });
  await user.clear(rows);
  await user.type(rows, '0');
  within(printer).getByText('Nhập số nguyên từ 1 đến 100000.');
  expect(soon.disabled).toBe(true);
  await user.clear(rows);
  await user.type(rows, '500{Enter}');
  await within(printer).findByText('Cuộn giấy còn 500 hàng chấm.');
  expect(soon.checked).toBe(true);

  // The first slip fits; the second ends in the middle, and comes out when there is paper again.
  await act(async () => {
    await kiosk.call('tickets.issue', { groupCode: 'A' });
    await kiosk.call('tickets.issue', { groupCode: 'A' });
  });
  const out = within(printer).getByRole<HTMLInputElement>('switch', { name: 'Hết giấy' });
  await waitFor(() => expect(out.checked).toBe(true));
  expect(site.printing.jobs.map(({ state, reason }) => [state, reason?.code])).toEqual([
    ['unknown', 'printer-paper-out'],
    ['printed', undefined],
  ]);
  expect(within(printer).getAllByRole('img')).toHaveLength(1);
  await user.click(out);
  await waitFor(() => expect(within(printer).getAllByRole('img')).toHaveLength(2));
});

it.each([
  ['Không trả lời', 'unknown', 1],
  ['Không nhận dữ liệu', 'unknown', 0],
  ['Trả lời muộn', 'unknown', 1],
  ['Trả lời sai', 'unknown', 1],
  ['Đứt giữa chừng', 'unknown', 0],
])('acts out "%s"', async (name, state, papers) => {
  const site = testSite();
  const kiosk = stationHost(site, 'kiosk');
  const { user } = renderWindow(site, self);
  const printer = await screen.findByRole('region', { name: 'Máy in ticket' });
  await user.click(within(printer).getByRole('switch', { name }));
  await act(async () => {
    await kiosk.call('tickets.issue', { groupCode: 'A' });
  });
  await waitFor(() => expect(site.printing.jobs[0]?.state).toBe(state));
  expect(within(printer).queryAllByRole('img')).toHaveLength(papers);
});

it('lets a slow printer come to its end, at once when it is slow no longer', async () => {
  const site = testSite();
  const kiosk = stationHost(site, 'kiosk');
  const { user } = renderWindow(site, self);
  const printer = await screen.findByRole('region', { name: 'Máy in ticket' });
  const slow = within(printer).getByRole('switch', { name: 'In chậm' });
  await user.click(slow);
  await act(async () => {
    await kiosk.call('tickets.issue', { groupCode: 'A' });
  });
  expect(site.printing.jobs[0]?.state).toBe('sending');
  await user.click(slow);
  await waitFor(() => expect(site.printing.jobs[0]?.state).toBe('printed'));
});

it('scans the newest ticket as its slip would be read', async () => {
  const site = testSite();
  const issued = site.queue.issue('A', 'normal');
  const scans: unknown[] = [];
  stationHost(site, 'quay-1').on('scanning.scanned', (scan) => scans.push(scan.result));
  const { user } = renderWindow(site, self);
  await user.click(await screen.findByRole('button', { name: 'Phiếu số mới nhất' }));
  await user.click(screen.getByRole('button', { name: 'Bóp cò quét' }));
  await screen.findByText(/Đã quét/);
  expect(scans).toEqual([
    { meaning: 'ticket', fields: { ticketId: issued.ok ? issued.value.id : '', number: 'A-001' } },
  ]);
});

it('scans the code of the dossier whose paper was printed last, and no sample', async () => {
  const site = testSite();
  const counter = stationHost(site, 'quay-1');
  const dossier = await counter.call('dossiers.receive', {
    procedureCode: '1.000894',
    caseCode: '1.000894.01',
    submitter: { number: null, name: 'Trần Thị Cẩm', birth: null, sex: null, address: '' },
    papers: ['p1', 'p2'].map((paperId) => ({
      paperId,
      name: paperId,
      originals: 1,
      certified: 0,
      copies: 0,
    })),
  });
  const code = dossier.ok ? dossier.value.code : '';
  await counter.call('dossiers.print', { code, papers: ['receipt'] });
  await counter.call('printing.sample', { printerId: 'receipt', sample: 'receipt' });
  const { user } = renderWindow(site, self);
  await user.click(await screen.findByRole('button', { name: 'Mã hồ sơ mới nhất' }));
  await waitFor(() =>
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Nội dung mã' }).value).toBe(code),
  );
  // Of the dossiers themselves the lab is told nothing by main.
  expect(site.countOf('dossiers.recent')).toBe(0);
});

it('says so when there is nothing to scan yet', async () => {
  const { user } = renderWindow(testSite(), self);
  await user.click(await screen.findByRole('button', { name: 'Mã hồ sơ mới nhất' }));
  await screen.findByText('Chưa in giấy tiếp nhận hay nhãn hồ sơ nào ở máy này.');
});

it('has samples that mean what their names say', () => {
  expect(resolveScan(samples.citizenCard)).toMatchObject({
    meaning: 'citizenCard',
    fields: { warnings: [] },
  });
  expect(resolveScan(samples.cardNoIssueDate)).toMatchObject({
    meaning: 'citizenCard',
    fields: { warnings: ['issue-date-missing-check-address'] },
  });
  expect(resolveScan(samples.tornCard)).toMatchObject({ meaning: 'refused', fields: { kind: 'torn' } });
  expect(resolveScan(samples.payment)).toMatchObject({ meaning: 'refused', fields: { kind: 'payment' } });
  expect(resolveScan(samples.website)).toMatchObject({ meaning: 'refused', fields: { kind: 'url' } });
});
