import { act, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { goodPassword, lockedSite, logIn } from '../../testing/log-in.ts';
import { renderStation } from '../../testing/render-window.tsx';

const said = 'Vừa quét mã hồ sơ. Hãy đăng nhập rồi quét lại.';
const receipt = { meaning: 'dossier', fields: { code: 'H39.30-260302-0001', format: '2020' } } as const;

it('a scan before anybody has logged in opens nothing, and is told to be made again', async () => {
  const site = lockedSite();
  const { sounds } = renderStation(site, 'quay-1');
  await screen.findByRole('heading', { name: 'Đăng nhập' });
  act(() => site.scan('quay-1', receipt));
  await screen.findByText(said);
  expect([site.countOf('dossiers.open'), sounds.refusals]).toEqual([0, 1]);
});

it('so it is when the session ended in the middle of work, once', async () => {
  const site = lockedSite();
  site.access.add('lan.nguyen', goodPassword);
  const { user, sounds } = renderStation(site, 'quay-1');
  await logIn(user, 'lan.nguyen');
  await screen.findByRole('button', { name: 'Gọi số tiếp theo' });
  act(() => site.access.end(site, 'quay-1'));
  await screen.findByRole('heading', { name: 'Đăng nhập' });
  act(() => site.scan('quay-1', receipt));
  expect(await screen.findAllByText(said)).toHaveLength(1);
  expect([site.countOf('dossiers.open'), sounds.refusals]).toEqual([0, 1]);
});
