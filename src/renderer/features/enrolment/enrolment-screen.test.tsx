import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { appError } from '../../../shared/errors.ts';
import type { FakeSite } from '../../host/fake/index.ts';
import { fill, goodPassword, lockedSite, logIn, type User } from '../../testing/log-in.ts';
import { renderStation, testNow } from '../../testing/render-window.tsx';

async function open(site: FakeSite): Promise<User> {
  site.access.add('quan.tri', goodPassword, { roles: ['administrator'] });
  const { user } = renderStation(site, 'supervisor');
  await logIn(user, 'quan.tri');
  await screen.findByRole('button', { name: 'Đăng xuất' });
  await user.keyboard('{Control>}m{/Control}');
  await user.click(await screen.findByRole('tab', { name: 'Trạm của đơn vị' }));
  await screen.findByRole('row', { name: /^Quầy 1 / });
  return user;
}
const press = async (user: User, name: string): Promise<void> =>
  user.click(await screen.findByRole('button', { name }));

it('shows each station with its state', async () => {
  const site = lockedSite();
  const station = (id: string) => site.enrolment.stations.find(({ stationId }) => stationId === id)!;
  station('quay-2').seenAt = new Date(testNow - 10 * 60_000).toISOString();
  station('quay-3').isRevoked = true;
  station('kiosk').enrolledAt = null;
  await open(site);
  const state = (name: RegExp): string => screen.getByRole('row', { name }).textContent;
  expect(state(/^Quầy 1/)).toContain('Đang hoạt động');
  expect(state(/^Quầy 2/)).toContain('Liên lạc lần cuối 09:10, ngày 02/03/2026');
  expect(state(/^Quầy 3/)).toContain('Đã thu hồi');
  expect(state(/^Máy lấy số/)).toContain('Chưa đăng ký');
  expect(state(/^Quầy 1/)).toContain('0.1.0');
  expect(within(screen.getByRole('row', { name: /^Quầy 3/ })).queryByText('Thu hồi')).toBeNull();
});

it('makes a code for a new counter, shows it large with its end, and sees the station come', async () => {
  const site = lockedSite();
  const user = await open(site);
  await user.keyboard('{Control>}n{/Control}');
  const dialog = await screen.findByRole('dialog', { name: 'Thêm trạm' });
  expect(within(dialog).getByLabelText<HTMLInputElement>('Mã trạm').value).toBe('counter-1');
  await press(user, 'Cấp mã dùng một lần');
  await within(dialog).findByText('Chọn quầy mà máy này đặt');
  await user.selectOptions(within(dialog).getByLabelText('Quầy'), 'quay-3');
  await fill(user, 'Tên trạm', 'Quầy 3, máy mới');
  await fill(user, 'Mã trạm', 'Quầy Ba');
  await press(user, 'Cấp mã dùng một lần');
  await within(dialog).findByText(/Mã trạm chỉ gồm/);
  await fill(user, 'Mã trạm', 'quay-3b');
  await press(user, 'Cấp mã dùng một lần');
  const code = await screen.findByLabelText('Mã đăng ký của Quầy 3, máy mới', { selector: 'output' });
  expect(code.textContent).toBe('7K0MQ-9XDRA');
  expect(dialog.textContent).toContain('Dùng được đến 09:35');
  site.enrolment.enrol({
    stationId: 'quay-3b',
    role: 'counter',
    name: 'Quầy 3, máy mới',
    counterId: 'quay-3',
  });
  await screen.findByText(/Quầy 3, máy mới đã đăng ký xong/, {}, { timeout: 10_000 });
  expect(screen.queryByText('7K0MQ-9XDRA')).toBeNull();
  await user.keyboard('{Enter}');
  await screen.findByRole('row', { name: /^Quầy 3, máy mới/ });
});

it('warns before the computer of a station is replaced, and says what central refuses', async () => {
  const site = lockedSite();
  const user = await open(site);
  await press(user, 'Cấp mã đăng ký cho Quầy 2');
  const dialog = await screen.findByRole('dialog');
  expect(dialog.textContent).toContain('chỉ cấp mã khi thay máy');
  expect(within(dialog).getByLabelText<HTMLInputElement>('Mã trạm').disabled).toBe(true);
  site.failNext('enrolment.makeCode', appError('permission-denied'));
  await press(user, 'Cấp mã dùng một lần');
  await within(dialog).findByRole('alert');
  await press(user, 'Cấp mã dùng một lần');
  await screen.findByText('7K0MQ-9XDRA');
  expect(site.enrolment.codes).toEqual([{ code: '7K0MQ-9XDRA', stationId: 'quay-2' }]);
});

it('takes a key back after asking, and says when it is the own one', async () => {
  const site = lockedSite();
  const user = await open(site);
  await press(user, 'Thu hồi khóa của Điều hành');
  await screen.findByText('Đây chính là máy anh/chị đang dùng.');
  await press(user, 'Quay lại');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await press(user, 'Thu hồi khóa của Quầy 2');
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('button', { name: 'Thu hồi' }));
  await screen.findByText('Đã thu hồi khóa của Quầy 2.');
  expect((await screen.findByRole('row', { name: /^Quầy 2/ })).textContent).toContain('Đã thu hồi');
});
