import { screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { fill, goodPassword, lockedSite, logIn, type User } from '../../testing/log-in.ts';
import { renderStation } from '../../testing/render-window.tsx';

async function open(site: ReturnType<typeof lockedSite>, tab: string): Promise<User> {
  const { user } = renderStation(site, 'quay-1');
  await logIn(user, 'lan.nguyen');
  await screen.findByRole('button', { name: 'Đăng xuất' });
  await user.keyboard('{Alt>}t{/Alt}');
  await user.click(await screen.findByRole('tab', { name: tab }));
  return user;
}
const press = async (user: User, name: string): Promise<void> =>
  user.click(await screen.findByRole('button', { name }));

it('sets up the second factor, shows the recovery codes once, and asks for a code from then on', async () => {
  const site = lockedSite();
  const lan = site.access.add('lan.nguyen', goodPassword);
  const user = await open(site, 'Xác thực hai bước');
  await press(user, 'Bật xác thực hai bước');
  await screen.findByText('Chưa nhập mật khẩu hiện tại');
  await fill(user, 'Mật khẩu hiện tại', 'sai rồi');
  await press(user, 'Bật xác thực hai bước');
  expect((await screen.findByRole('alert')).textContent).toContain('Mật khẩu hiện tại chưa đúng');
  await fill(user, 'Mật khẩu hiện tại', goodPassword);
  await press(user, 'Bật xác thực hai bước');
  expect(await screen.findByRole('img', { name: 'Mã QR cho ứng dụng xác thực' })).toBeTruthy();
  expect(screen.getByLabelText('Khóa để nhập tay').textContent).toBe(
    'JBSW Y3DP EHPK 3PXP JBSW Y3DP EHPK 3PXP',
  );
  await press(user, 'Xác nhận và bật');
  await screen.findByText('Nhập đủ sáu chữ số');
  await fill(user, 'Sáu chữ số ứng dụng đang hiển thị', '000 000');
  await press(user, 'Xác nhận và bật');
  expect((await screen.findByRole('alert')).textContent).toContain('Mã xác thực không đúng');
  await fill(user, 'Sáu chữ số ứng dụng đang hiển thị', '314 159');
  await user.keyboard('{Enter}');
  const codes = await screen.findByRole('list', { name: 'Mã khôi phục' });
  expect(codes.children).toHaveLength(10);
  expect(document.body.textContent).not.toContain('JBSW');
  const recovery = codes.firstElementChild?.textContent ?? '';
  await press(user, 'Đã ghi lại');
  await screen.findByText(/^Đang bật/);
  expect(document.body.textContent).not.toContain(recovery);
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await user.keyboard('{Alt>}l{/Alt}');
  await logIn(user, 'lan.nguyen');
  await fill(user, 'Mã xác thực', recovery);
  await user.keyboard('{Enter}');
  await screen.findByRole('button', { name: 'Đăng xuất' });
  expect(lan.factor).not.toContain(recovery);
});

it('leaves nothing behind when it is given up half-way', async () => {
  const site = lockedSite();
  site.access.add('lan.nguyen', goodPassword);
  const user = await open(site, 'Xác thực hai bước');
  await fill(user, 'Mật khẩu hiện tại', goodPassword);
  await press(user, 'Bật xác thực hai bước');
  await press(user, 'Quay lại');
  expect((await screen.findByLabelText<HTMLInputElement>('Mật khẩu hiện tại')).value).toBe('');
  expect(site.access.signedInAt('quay-1')?.hasSecondFactor).toBe(false);
});

it('turns it off with the password', async () => {
  const site = lockedSite();
  const lan = site.access.add('lan.nguyen', goodPassword);
  const user = await open(site, 'Xác thực hai bước');
  await fill(user, 'Mật khẩu hiện tại', goodPassword);
  await press(user, 'Bật xác thực hai bước');
  await fill(user, 'Sáu chữ số ứng dụng đang hiển thị', '314159');
  await press(user, 'Xác nhận và bật');
  await press(user, 'Đã ghi lại');
  await fill(user, 'Mật khẩu hiện tại', goodPassword);
  await press(user, 'Tắt xác thực hai bước');
  await screen.findByText('Đã tắt. Từ lần sau chỉ cần mật khẩu.');
  expect(lan.factor).toEqual([]);
});

it('shows where one is signed in, and ends the others', async () => {
  const site = lockedSite();
  site.access.add('lan.nguyen', goodPassword);
  site.access.logIn('quay-3', 'lan.nguyen', goodPassword);
  const user = await open(site, 'Phiên đăng nhập');
  const list = await screen.findByRole('list', { name: 'Phiên đăng nhập' });
  expect(list.textContent).toContain('Quầy 3');
  expect(list.textContent).toContain('Quầy 1 (máy này)');
  await press(user, 'Kết thúc các phiên khác');
  await screen.findByText('Đã kết thúc các phiên ở máy khác.');
  expect(site.access.signedInAt('quay-3')).toBeNull();
  expect(site.access.signedInAt('quay-1')).not.toBeNull();
});
