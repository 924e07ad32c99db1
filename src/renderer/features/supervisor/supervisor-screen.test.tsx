import { act, screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { renderStation, stationHost, testNow, testSite } from '../../testing/render-window.tsx';
import { FakeSite } from '../../host/fake/index.ts';

it('shows each service with its waiting and each counter with its ticket', async () => {
  let now = testNow;
  const site = new FakeSite({ now: () => now });
  site.queue.issue('A', 'normal');
  site.queue.issue('A', 'normal');
  now += 10 * 60_000;
  await stationHost(site, 'quay-1').call('tickets.callNext', null);
  renderStation(site, 'supervisor');
  await screen.findByRole('region', { name: 'Nhóm dịch vụ' });
  const row = within(screen.getByRole('region', { name: 'Nhóm dịch vụ' })).getByRole('row', {
    name: /^A · Hộ tịch/,
  });
  expect(
    within(row)
      .getAllByRole('cell')
      .map((cell) => cell.textContent),
  ).toEqual(['1', '10 phút', '1', '6 phút']);
  const counter = within(screen.getByRole('region', { name: 'Các quầy' })).getByRole('row', {
    name: /^Quầy 1/,
  });
  expect(counter.textContent).toContain('A-001');
  expect(counter.textContent).toContain('Đang gọi');
});

it('lists printouts that need a person, until somebody has dealt with them', async () => {
  const site = testSite();
  site.printing.setFault('ticket', 'silent', true);
  await stationHost(site, 'kiosk').call('tickets.issue', { groupCode: 'A' });
  await waitFor(() => expect(site.printing.jobs[0]?.state).toBe('unknown'));
  const { user } = renderStation(site, 'supervisor');
  const open = await screen.findByRole('region', { name: 'Bản in cần người xử lý' });
  await user.click(await within(open).findByRole('button', { name: 'Đã in' }));
  await within(open).findByText('Không có bản in nào cần xử lý.');
  expect(site.printing.jobs[0]).toMatchObject({ state: 'printed', settledBy: 'person' });
});

it('shows a printer’s fault as soon as it is known, and asks again on demand', async () => {
  const site = testSite();
  const { user } = renderStation(site, 'supervisor');
  const devices = await screen.findByRole('region', { name: 'Thiết bị' });
  await within(devices).findAllByText(/Sẵn sàng/);
  act(() => void site.printing.setFault('receipt', 'coverOpen', true));
  expect(within(devices).getByText(/Nắp máy in đang mở\. Đóng nắp/)).toBeTruthy();
  await user.keyboard('{Control>}k{/Control}');
  await waitFor(() => expect(site.countOf('printing.check')).toBe(3));
});
