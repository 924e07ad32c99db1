import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { goodPassword, lockedSite, logIn } from '../../testing/log-in.ts';
import { renderStation, stationHost, testSite } from '../../testing/render-window.tsx';

it('closes a service and opens it again', async () => {
  const site = testSite();
  const { user } = renderStation(site, 'supervisor');
  await user.click(await screen.findByRole('button', { name: 'Ngừng cấp số nhóm B' }));
  expect(await screen.findByText('Không cấp số')).toBeTruthy();
  expect(site.queue.issue('B', 'normal').ok).toBe(false);
  await user.click(await screen.findByRole('button', { name: 'Cấp số lại cho nhóm B' }));
  await waitFor(() => expect(site.queue.issue('B', 'normal').ok).toBe(true));
});

it('shows who has a counter, and lets it go', async () => {
  const site = testSite();
  await stationHost(site, 'quay-1').call('counters.hold', null);
  const { user } = renderStation(site, 'supervisor');
  const counters = await screen.findByRole('region', { name: 'Các quầy' });
  await user.click(within(counters).getByRole('button', { name: 'Giải phóng quầy 1' }));
  await waitFor(() => expect(site.queue.counters[0]?.desk).toBeNull());
  expect(within(counters).queryByRole('button', { name: 'Giải phóng quầy 1' })).toBeNull();
});

it('names who has a counter, also somebody who came later, and whose figures they are', async () => {
  const site = lockedSite();
  site.access.add('lan.nguyen', goodPassword, { roles: ['supervisor'], displayName: 'Nguyễn Lan' });
  site.access.add('oanh.le', goodPassword, { displayName: 'Lê Thị Kiều Oanh' });
  const { user } = renderStation(site, 'supervisor');
  await logIn(user, 'lan.nguyen');
  await screen.findByRole('region', { name: 'Các quầy' });
  site.access.logIn('quay-1', 'oanh.le', goodPassword);
  await stationHost(site, 'quay-1').call('counters.hold', null);
  await screen.findByText('Lê Thị Kiều Oanh · Quầy 1');
  site.queue.issue('A', 'normal');
  await stationHost(site, 'quay-1').call('tickets.callNext', null);
  await user.keyboard('{Control>}y{/Control}');
  const dialog = await screen.findByRole('dialog', { name: 'Thống kê theo ngày' });
  await within(dialog).findByRole('row', { name: /^Lê Thị Kiều Oanh/ });
});

it('shows why a counter is paused, and resumes it', async () => {
  const site = testSite();
  site.queue.pause('quay-2', 'meeting', '');
  const { user } = renderStation(site, 'supervisor');
  expect(await screen.findByText(/Tạm dừng: Đi họp/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Mở lại quầy 2' }));
  await waitFor(() => expect(site.queue.counters[1]?.paused).toBeNull());
});

it('shows the figures of a day, and says so of a day without numbers', async () => {
  const site = testSite();
  site.queue.issue('A', 'normal');
  site.queue.issue('A', 'normal');
  await stationHost(site, 'quay-1').call('tickets.callNext', null);
  const { user } = renderStation(site, 'supervisor');
  await screen.findByRole('region', { name: 'Các quầy' });
  await user.keyboard('{Control>}y{/Control}');
  const dialog = await screen.findByRole('dialog', { name: 'Thống kê theo ngày' });
  const total = await within(dialog).findByRole('row', { name: /^Toàn bộ phận/ });
  expect(
    within(total)
      .getAllByRole('cell')
      .map((cell) => cell.textContent),
  ).toEqual([...['2', '1', '0', '0', '0', '0', '0'], ...['4 phút', '4 phút', '8 phút']]);
  expect(within(dialog).getByRole('row', { name: /^Quầy 1 · / })).toBeTruthy();
  const day = within(dialog).getByLabelText(/Ngày/);
  await user.clear(day);
  await user.type(day, '01/03/2026');
  expect(await within(dialog).findByText('Ngày này chưa có số nào.')).toBeTruthy();
  expect(site.requests.filter(({ name }) => name === 'queue.statistics').at(-1)?.input).toEqual({
    day: '2026-03-01',
  });
});

it('says what went wrong', async () => {
  const site = testSite();
  const { user } = renderStation(site, 'supervisor');
  const button = await screen.findByRole('button', { name: 'Ngừng cấp số nhóm B' });
  site.queue.groups.splice(0);
  await user.click(button);
  expect((await screen.findAllByRole('alert')).length).toBeGreaterThan(0);
});
