import { act, screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { CitizenCard } from '../../../shared/domain/scan-meaning.ts';
import type { FakeSite } from '../../host/fake/index.ts';
import { renderStation, stationHost, testSite } from '../../testing/render-window.tsx';

const card: CitizenCard = {
  number: '080185000003',
  oldNumber: null,
  name: 'Trần Thị Cẩm',
  birth: '1985-08-15',
  sex: 'female',
  address: '',
  issued: '2021-07-20',
  extra: [],
  warnings: [],
};

/** A dossier of the card's person, taken in under a ticket. */
async function receive(site: FakeSite, ticketId: string | null): Promise<string> {
  const answer = await stationHost(site, 'quay-2').call('dossiers.receive', {
    procedureCode: '1.000894',
    caseCode: '1.000894.01',
    submitter: { number: card.number, name: 'Trần Thị Cẩm', birth: null, sex: null, address: '' },
    papers: ['p1', 'p2'].map((paperId) => ({
      paperId,
      name: paperId,
      originals: 1,
      certified: 0,
      copies: 0,
    })),
    ticketId,
  });
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value.code;
}

async function scanCard(site: FakeSite) {
  const view = renderStation(site, 'quay-1');
  await screen.findByRole('region', { name: 'Lượt hiện tại' });
  act(() => site.scan('quay-1', { meaning: 'citizenCard', fields: card }));
  return view;
}

it('a card finds the ticket of its person as it stands now, at which counter, and the dossiers', async () => {
  const site = testSite();
  site.queue.issue('A', 'normal');
  const ticketId = site.queue.tickets[0]!.id;
  const code = await receive(site, ticketId);
  await receive(site, null);
  await scanCard(site);
  await screen.findByText(/người này có số A-001 hôm nay và 2 hồ sơ\. .* nhấn F6/);
  const visits = screen.getByRole('region', { name: 'Lượt của người này hôm nay' });
  expect(visits.textContent).toContain('A-001Đang chờChưa có quầylấy số lúc 09:20');
  const queue = screen.getByRole('region', { name: 'Hàng chờ' });
  expect(within(queue).getByText('A-001').closest('li')?.getAttribute('data-selected')).toBe('true');
  const found = screen.getByRole('region', { name: 'Kết quả tìm hồ sơ' });
  within(found).getByRole('button', { name: new RegExp(code) });

  // Another counter calls it: the line follows the queue.
  await act(async () => {
    await stationHost(site, 'quay-2').call('tickets.callChosen', { ticketId, reason: 'frail', note: '' });
  });
  await within(visits).findByText('Đang gọi');
  within(visits).getByText('Quầy 2');
});

it('a card of which no ticket is known shows its dossiers alone', async () => {
  const site = testSite();
  await receive(site, null);
  await scanCard(site);
  await screen.findByText(/tìm thấy 1 hồ sơ của người này/);
  expect(screen.queryByRole('region', { name: 'Lượt của người này hôm nay' })).toBeNull();
});

it('says "more than" where there are further pages', async () => {
  const site = testSite();
  for (let count = 0; count < 21; count += 1) await receive(site, null);
  await scanCard(site);
  await screen.findByText(/tìm thấy 20\+ hồ sơ của người này/);
});

it('the slip of a number that is put aside is known, and pointed out', async () => {
  const site = testSite();
  site.queue.issue('A', 'normal');
  const { id, number } = site.queue.tickets[0]!;
  const host = stationHost(site, 'quay-1');
  await host.call('tickets.callNext', null);
  await host.call('tickets.park', { ticketId: id, reason: 'papers' });
  renderStation(site, 'quay-1');
  const parked = await screen.findByRole('region', { name: 'Đang tạm gác' });
  act(() => site.scan('quay-1', { meaning: 'ticket', fields: { ticketId: id, number } }));
  await screen.findByText('Số A-001: Tạm gác.');
  expect(within(parked).getByText('A-001').closest('li')?.getAttribute('data-selected')).toBe('true');
});
