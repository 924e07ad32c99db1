import { act, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { appError } from '../../../shared/errors.ts';
import type { FakeSite } from '../../host/fake/index.ts';
import { renderStation, stationHost, testSite } from '../../testing/render-window.tsx';

async function visit(site: FakeSite): Promise<void> {
  const host = stationHost(site, 'quay-1');
  site.queue.issue('A', 'normal');
  const called = await host.call('tickets.callNext', null);
  const ticketId = called.ok ? (called.value.ticket?.id ?? '') : '';
  await host.call('tickets.finish', { ticketId, outcome: 'guided' });
}

it('asks once after a visit has ended, and thanks', async () => {
  const site = testSite();
  const { user } = renderStation(site, 'rating');
  await screen.findByText('Kính chào quý khách');
  await act(() => visit(site));
  await user.dblClick(await screen.findByRole('button', { name: 'Rất hài lòng' }));
  await screen.findByText('Cảm ơn quý khách đã đánh giá!');
  expect(site.countOf('tickets.rate')).toBe(1);
  expect([...site.queue.rated.values()]).toEqual(['good']);
});

it('offers the three answers of the law’s practice', async () => {
  const site = testSite();
  await visit(site);
  renderStation(site, 'rating');
  const answers = await screen.findAllByRole('button');
  expect(answers.map((answer) => answer.textContent)).toEqual(['Rất hài lòng', 'Hài lòng', 'Không hài lòng']);
});

it('keeps the question on the screen when the answer could not be sent', async () => {
  const site = testSite();
  await visit(site);
  site.failNext('tickets.rate', appError('central-timeout'));
  const { user } = renderStation(site, 'rating');
  await user.click(await screen.findByRole('button', { name: 'Hài lòng' }));
  await screen.findByText(/Máy chủ trung tâm không trả lời kịp/);
  await user.click(screen.getByRole('button', { name: 'Hài lòng' }));
  await screen.findByText('Cảm ơn quý khách đã đánh giá!');
});

it('thanks as well when the visit was rated before', async () => {
  const site = testSite();
  await visit(site);
  await stationHost(site, 'rating').call('tickets.rate', {
    ticketId: site.queue.tickets[0]!.id,
    score: 'fair',
  });
  const { user } = renderStation(site, 'rating');
  await user.click(await screen.findByRole('button', { name: 'Không hài lòng' }));
  await screen.findByText('Cảm ơn quý khách đã đánh giá!');
  expect([...site.queue.rated.values()]).toEqual(['fair']);
});
