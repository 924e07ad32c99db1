import { act, screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { CitizenCard } from '../../../shared/domain/scan-meaning.ts';
import { appError } from '../../../shared/errors.ts';
import type { FakeSite } from '../../host/fake/index.ts';
import { renderStation, stationHost, testSite } from '../../testing/render-window.tsx';

async function receive(site: FakeSite): Promise<string> {
  const answer = await stationHost(site, 'quay-1').call('dossiers.receive', {
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
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value.code;
}

async function supervisor() {
  const site = testSite();
  const view = renderStation(site, 'supervisor');
  await screen.findByRole('region', { name: 'Các quầy' });
  const scan = (code: string): void =>
    act(() => site.scan('supervisor', { meaning: 'dossier', fields: { code, format: '2020' } }));
  return { site, scan, ...view };
}

it('a scanned receipt opens its dossier, the next one the next, and Esc brings the board back', async () => {
  const { site, scan, user } = await supervisor();
  const [first, second] = [await receive(site), await receive(site)];
  scan(first);
  await screen.findByRole('region', { name: `Hồ sơ ${first}` });
  expect(screen.queryByRole('region', { name: 'Các quầy' })).toBeNull();
  scan(second);
  await screen.findByRole('region', { name: `Hồ sơ ${second}` });
  await user.keyboard('{Escape}');
  await screen.findByRole('region', { name: 'Các quầy' });
});

it('a dossier that is not there is said, with what to do and a sound, and the board stays', async () => {
  const { scan, sounds } = await supervisor();
  scan('H39.30-260302-9999');
  await screen.findByText(/Không tìm thấy hồ sơ/);
  expect(sounds.refusals).toBe(1);
  screen.getByRole('region', { name: 'Các quầy' });
});

it('a scan during a dialog opens nothing behind it, and is said in the dialog', async () => {
  const { site, scan, user, sounds } = await supervisor();
  const code = await receive(site);
  await user.keyboard('{F10}');
  const dialog = await screen.findByRole('dialog');
  scan(code);
  await within(dialog).findByText(/Vừa quét mã hồ sơ\. Hãy đóng hộp thoại đang mở rồi quét lại/);
  expect([site.countOf('dossiers.open'), sounds.refusals]).toEqual([0, 1]);
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  scan(code);
  await screen.findByRole('region', { name: `Hồ sơ ${code}` });
});

it('a ticket is told by its state, a card and a foreign code by what to do', async () => {
  const { site, sounds } = await supervisor();
  site.queue.issue('A', 'normal');
  const { id, number } = site.queue.tickets[0]!;
  await stationHost(site, 'quay-1').call('tickets.callNext', null);
  act(() => site.scan('supervisor', { meaning: 'ticket', fields: { ticketId: id, number } }));
  await screen.findByText('Số A-001: Đang gọi.');
  expect(sounds.refusals).toBe(0);
  const card: CitizenCard = {
    number: '080185000003',
    oldNumber: null,
    name: 'Trần Thị Cẩm',
    birth: null,
    sex: null,
    address: '',
    issued: null,
    extra: [],
    warnings: [],
  };
  act(() => site.scan('supervisor', { meaning: 'citizenCard', fields: card }));
  const line = await screen.findByText(/Vừa quét căn cước\. .* hãy quét ở màn hình quầy/);
  expect(line.textContent).not.toContain(card.number);
  const error = appError('scan-foreign');
  act(() => site.scan('supervisor', { meaning: 'refused', fields: { kind: 'payment', error } }));
  await screen.findByText(/Quét căn cước/);
  expect(sounds.refusals).toBe(2);
});
