import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { appError } from '../../../shared/errors.ts';
import type { FakeSite } from '../../host/fake/index.ts';
import { goodPassword, lockedSite, logIn, type User } from '../../testing/log-in.ts';
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

const press = async (user: User, name: string | RegExp): Promise<void> =>
  user.click(await screen.findByRole('button', { name }));

it('tells what was done with the number at a counter, from the board', async () => {
  const site = testSite();
  const issued = site.queue.issue('A', 'normal');
  if (!issued.ok) throw new Error(issued.error.code);
  site.queue.callNext('quay-1');
  const { user } = renderStation(site, 'supervisor');
  await press(user, 'Xem lịch sử số A-001');
  const dialog = await screen.findByRole('dialog', { name: 'Lịch sử số A-001' });
  const steps = (await within(dialog).findAllByRole('listitem')).map(({ textContent }) => textContent);
  expect(steps).toEqual([
    expect.stringMatching(/^Lấy số · nhóm A/) as string,
    expect.stringMatching(/^Gọi/) as string,
  ]);
  await user.keyboard('{Escape}');
  site.failNext('tickets.story', appError('central-unreachable', { address: 'https://central.example' }));
  await press(user, 'Xem lịch sử số A-001');
  await screen.findByRole('alert');
});

it('shows people whole only after a reason, which the log keeps', async () => {
  const site = lockedSite();
  site.access.add('lan.le', goodPassword, { roles: ['supervisor'] });
  const code = await receive(site);
  const [dossier] = site.dossiers.all;
  if (dossier !== undefined) site.dossiers.all[0] = { ...dossier, sight: 'masked' };
  const { user } = renderStation(site, 'supervisor');
  await logIn(user, 'lan.le');
  await screen.findByRole('button', { name: 'Đăng xuất' });
  site.scan('supervisor', { meaning: 'dossier', fields: { code, format: '2018' } });
  await press(user, 'Xem đầy đủ');
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('button', { name: 'Xem đầy đủ' }));
  await within(dialog).findByText('Nhập lý do.');
  expect(site.countOf('dossiers.openWhole')).toBe(0);
  await user.click(within(dialog).getByRole('textbox'));
  await user.paste('Khiếu nại của công dân');
  await user.keyboard('{Enter}');
  await screen.findByRole('region', { name: new RegExp(code) });
  await expect.poll(() => screen.queryByRole('button', { name: 'Xem đầy đủ' })).toBeNull();
  expect(site.log.entries).toMatchObject([
    { action: 'dossier.openWhole', reference: code, reason: 'Khiếu nại của công dân' },
  ]);
});
