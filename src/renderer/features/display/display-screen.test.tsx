import { act, screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { renderStation, stationHost, testSite } from '../../testing/render-window.tsx';

const region = () => screen.getByRole('region', { name: 'Số đang được gọi' });

it('shows and speaks the number called, and the counter to go to', async () => {
  const site = testSite();
  site.queue.issue('A', 'normal');
  const { sounds } = renderStation(site, 'display');
  await screen.findByText('Mời quý khách chờ gọi số');
  await act(async () => {
    await stationHost(site, 'quay-1').call('tickets.callNext', null);
  });
  expect(within(region()).getByText('A-001')).toBeTruthy();
  expect(within(region()).getByText('1')).toBeTruthy();
  expect(region().getAttribute('data-announcing')).toBe('true');
  await waitFor(() => expect(sounds.said).toEqual(['Xin mời số thứ tự A không không một, đến quầy số 1']));
  expect(sounds.chimes).toBe(1);
});

it('does not announce again what was called before it was opened', async () => {
  const site = testSite();
  site.queue.issue('A', 'normal');
  await stationHost(site, 'quay-1').call('tickets.callNext', null);
  const { sounds } = renderStation(site, 'display');
  await waitFor(() => expect(within(region()).getByText('A-001')).toBeTruthy());
  expect(region().getAttribute('data-announcing')).toBe('false');
  expect(sounds.chimes).toBe(0);
});

it('says that the connection is lost, and keeps the last number', async () => {
  const site = testSite();
  site.queue.issue('A', 'normal');
  await stationHost(site, 'quay-1').call('tickets.callNext', null);
  renderStation(site, 'display');
  await waitFor(() => expect(within(region()).getByText('A-001')).toBeTruthy());
  act(() => site.setCentral('away'));
  expect(screen.getByRole('alert').textContent).toContain('Mất kết nối');
  expect(within(region()).getByText('A-001')).toBeTruthy();
});

it('names the counters to which nobody is called now', async () => {
  const site = testSite();
  site.queue.pause('quay-1', 'break', '');
  site.queue.pause('quay-3', 'meeting', '');
  renderStation(site, 'display');
  expect(await screen.findByText('Tạm dừng: Quầy 1, Quầy 3')).toBeTruthy();
});
