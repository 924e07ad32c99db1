import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { appError } from '../../../shared/errors.ts';
import { fill, goodPassword, lockedSite, logIn } from '../../testing/log-in.ts';
import { renderStation, renderWindow, testSite } from '../../testing/render-window.tsx';

const password = goodPassword;
const type = fill;

it('asks nobody to log in where one key lets the installation in', async () => {
  renderStation(testSite(), 'quay-1');
  expect(await screen.findByRole('heading', { name: 'Quầy 1' })).toBeTruthy();
  expect(screen.queryByLabelText('Mật khẩu')).toBeNull();
  expect(screen.queryByRole('button', { name: 'Đăng xuất' })).toBeNull();
});

it('shows nothing of the counter before somebody has logged in, says what was wrong, and lets in', async () => {
  const site = lockedSite();
  site.access.add('lan.nguyen', password);
  const { user } = renderStation(site, 'quay-1');
  await screen.findByRole('heading', { name: 'Đăng nhập' });
  expect(screen.queryByRole('button', { name: /Gọi số tiếp theo/ })).toBeNull();
  await logIn(user, 'lan.nguyen', 'sai rồi');
  expect((await screen.findByRole('alert')).textContent).toContain('Đăng nhập không thành công');
  await logIn(user, 'lan.nguyen');
  await screen.findByRole('button', { name: 'Đăng xuất' });
  expect(screen.getByText('Nguyễn Thị Thử Nghiệm')).toBeTruthy();
  expect(screen.queryByLabelText('Mật khẩu')).toBeNull();
});

it('says until when it is locked, and that the server is away', async () => {
  const site = lockedSite();
  const { user } = renderStation(site, 'quay-1');
  site.failNext('access.logIn', appError('log-in-locked', { seconds: 30 }));
  await logIn(user, 'ai.do');
  expect((await screen.findByRole('alert')).textContent).toContain('Thử lại sau 30 giây');
  site.failNext('access.logIn', appError('central-unreachable', { address: 'https://central.example' }));
  await user.click(screen.getByRole('button', { name: 'Đăng nhập' }));
  await waitFor(() => expect(screen.getByRole('alert').textContent).not.toContain('30 giây'));
});

it('asks for the second factor, and goes back to the start when it took too long', async () => {
  const site = lockedSite();
  site.access.add('lan.nguyen', password, { code: '123456' });
  const { user } = renderStation(site, 'quay-1');
  await logIn(user, 'lan.nguyen');
  await type(user, 'Mã xác thực', '000000');
  await user.keyboard('{Enter}');
  expect((await screen.findByRole('alert')).textContent).toContain('Mã xác thực không đúng');
  site.failNext('access.secondFactor', appError('session-ended'));
  await user.click(screen.getByRole('button', { name: 'Xác nhận' }));
  await screen.findByLabelText('Tên đăng nhập');
  await logIn(user, 'lan.nguyen');
  await type(user, 'Mã xác thực', '123456');
  await user.keyboard('{Enter}');
  await screen.findByRole('button', { name: 'Đăng xuất' });
});

it('makes a one-time password be changed before anything else', async () => {
  const site = lockedSite();
  site.access.add('lan.nguyen', 'mot-lan-thoi', { mustChange: true });
  const { user } = renderStation(site, 'quay-1');
  await logIn(user, 'lan.nguyen', 'mot-lan-thoi');
  await screen.findByRole('heading', { name: 'Đặt mật khẩu mới' });
  await type(user, 'Mật khẩu mới', 'ngắn');
  await type(user, 'Nhập lại mật khẩu mới', 'ngắn');
  await user.click(screen.getByRole('button', { name: 'Đổi mật khẩu' }));
  await screen.findByText('Mật khẩu quá ngắn, cần ít nhất 12 ký tự');
  await type(user, 'Mật khẩu mới', password);
  await screen.findByText('Hai lần nhập chưa giống nhau');
  await type(user, 'Nhập lại mật khẩu mới', password);
  await user.click(screen.getByRole('button', { name: 'Đổi mật khẩu' }));
  await screen.findByRole('button', { name: 'Đăng xuất' });
});

it('keeps what was typed when the session ends, for the same person', async () => {
  const site = lockedSite();
  site.access.add('lan.nguyen', password);
  const { user } = renderStation(site, 'quay-1');
  await logIn(user, 'lan.nguyen');
  await screen.findByRole('button', { name: 'Đăng xuất' });
  await user.keyboard('{Control>}o{/Control}');
  await type(user, 'Mã hồ sơ', 'H39.30-2603');
  site.access.end(site, 'quay-1');
  await screen.findByText(/Phiên đăng nhập đã hết/);
  await logIn(user, 'lan.nguyen');
  await waitFor(() => expect(screen.queryByLabelText('Tên đăng nhập')).toBeNull());
  expect((await screen.findByLabelText<HTMLInputElement>('Mã hồ sơ')).value).toBe('H39.30-2603');
});

it('keeps the dialog behind it from Esc, open as it was', async () => {
  const site = lockedSite();
  site.access.add('lan.nguyen', password);
  const { user } = renderStation(site, 'quay-1');
  await logIn(user, 'lan.nguyen');
  await screen.findByRole('button', { name: 'Đăng xuất' });
  await user.keyboard('{Control>}o{/Control}');
  await type(user, 'Mã hồ sơ', 'H39.30-2603');
  site.access.end(site, 'quay-1');
  await user.click(await screen.findByLabelText('Tên đăng nhập'));
  expect(screen.queryByRole('dialog')).toBeNull();
  await user.keyboard('{Escape}');
  await logIn(user, 'lan.nguyen');
  expect((await screen.findByLabelText<HTMLInputElement>('Mã hồ sơ')).value).toBe('H39.30-2603');
  expect(screen.getByRole('dialog')).toBeTruthy();
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

it('leaves nothing of one person to the next', async () => {
  const site = lockedSite();
  site.access.add('lan.nguyen', password);
  site.access.add('minh.tran', password);
  const { user } = renderStation(site, 'quay-1');
  await logIn(user, 'lan.nguyen');
  await screen.findByRole('button', { name: 'Đăng xuất' });
  await user.keyboard('{Control>}o{/Control}');
  await type(user, 'Mã hồ sơ', 'H39.30-2603');
  site.access.end(site, 'quay-1');
  await logIn(user, 'minh.tran');
  await waitFor(() => expect(screen.queryByLabelText('Tên đăng nhập')).toBeNull());
  expect(screen.queryByLabelText('Mã hồ sơ')).toBeNull();
});

it('logs out by its key, and asks first when something is not sent yet', async () => {
  const site = lockedSite();
  site.access.add('lan.nguyen', password);
  const { user } = renderStation(site, 'quay-1');
  await logIn(user, 'lan.nguyen');
  await screen.findByRole('button', { name: 'Đăng xuất' });
  await user.keyboard('{Alt>}l{/Alt}');
  await screen.findByLabelText('Tên đăng nhập');
  site.access.waiting = 2;
  await logIn(user, 'lan.nguyen');
  await user.click(await screen.findByRole('button', { name: 'Đăng xuất' }));
  const dialog = await screen.findByRole('dialog');
  expect(dialog.textContent).toContain('Còn 2 việc');
  await user.click(within(dialog).getByRole('button', { name: 'Vẫn đăng xuất' }));
  await screen.findByLabelText('Tên đăng nhập');
});

it('changes the password from the account', async () => {
  const site = lockedSite();
  site.access.add('lan.nguyen', password);
  const { user } = renderStation(site, 'quay-1');
  await logIn(user, 'lan.nguyen');
  await user.click(await screen.findByRole('button', { name: 'Tài khoản của Nguyễn Thị Thử Nghiệm' }));
  await type(user, 'Mật khẩu hiện tại', 'không phải');
  await type(user, 'Mật khẩu mới', 'Sông Vàm Cỏ nước đầy');
  await type(user, 'Nhập lại mật khẩu mới', 'Sông Vàm Cỏ nước đầy');
  await user.click(screen.getByRole('button', { name: 'Đổi mật khẩu' }));
  expect((await screen.findByRole('alert')).textContent).toContain('Mật khẩu hiện tại chưa đúng');
  await type(user, 'Mật khẩu hiện tại', password);
  await user.click(screen.getByRole('button', { name: 'Đổi mật khẩu' }));
  await screen.findByText(/Đã đổi mật khẩu/);
});

it('is not asked for at kiosks and displays', async () => {
  const site = lockedSite();
  renderStation(site, 'kiosk');
  expect(await screen.findByText('Trung tâm Phục vụ hành chính công phường Mẫu')).toBeTruthy();
  expect(screen.queryByLabelText('Mật khẩu')).toBeNull();
});

it('enrols the installation in the settings, by address and code', async () => {
  const site = testSite();
  site.access.stationCode = '7K2MQ-9XDRA';
  const { user } = renderWindow(site, { window: 'settings', station: null });
  await user.click(await screen.findByRole('radio', { name: /đăng ký bằng mã một lần/ }));
  await type(user, 'Địa chỉ máy chủ', 'https://central.example');
  await type(user, 'Mã đăng ký trạm', 'SAI');
  await user.click(screen.getByRole('button', { name: 'Đăng ký trạm' }));
  expect((await screen.findByRole('alert')).textContent).toContain('Mã đăng ký trạm không dùng được');
  await type(user, 'Mã đăng ký trạm', '7K2MQ-9XDRA');
  await user.click(screen.getByRole('button', { name: 'Đăng ký trạm' }));
  await screen.findByText(/Đã đăng ký trạm "Quầy 1"/);
  expect(site.config.central).toEqual({ mode: 'enrolled', url: 'https://central.example' });
});
