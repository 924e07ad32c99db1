import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { OfficerRole } from '../../../shared/api/access.ts';
import { appError } from '../../../shared/errors.ts';
import type { FakeSite } from '../../host/fake/index.ts';
import { sectionsFor } from '../administration/index.ts';
import { fill, goodPassword, lockedSite, logIn, type User } from '../../testing/log-in.ts';
import { renderStation } from '../../testing/render-window.tsx';

/** The officers' section, opened by an administrator at the supervisor's station. */
async function open(site: FakeSite): Promise<User> {
  site.access.add('quan.tri', goodPassword, { roles: ['administrator'], displayName: 'Đặng Hữu Trí' });
  const { user } = renderStation(site, 'supervisor');
  await logIn(user, 'quan.tri');
  await screen.findByRole('button', { name: 'Đăng xuất' });
  await user.keyboard('{Control>}m{/Control}');
  await screen.findByRole('region', { name: 'Tài khoản cán bộ' });
  return user;
}

const row = (name: RegExp): Promise<HTMLElement> => screen.findByRole('row', { name });
const press = async (user: User, name: string): Promise<void> =>
  user.click(await screen.findByRole('button', { name }));

it('finds people by name without marks, and shows disabled ones only when asked', async () => {
  const site = lockedSite();
  site.access.add('oanh.le', goodPassword, { displayName: 'Lê Thị Kiều Oanh' });
  const gone = site.access.add('y.dang', goodPassword, { displayName: 'Đặng Hữu Ý' });
  gone.isDisabled = true;
  const user = await open(site);
  await row(/Lê Thị Kiều Oanh/);
  expect(screen.queryByRole('row', { name: /Đặng Hữu Ý/ })).toBeNull();
  await fill(user, 'Tìm theo họ tên hoặc tên đăng nhập', 'kieu o');
  await screen.findByText('1 tài khoản');
  await fill(user, 'Tìm theo họ tên hoặc tên đăng nhập', 'không có ai');
  await screen.findByText('Không có tài khoản nào như vậy.');
  await fill(user, 'Tìm theo họ tên hoặc tên đăng nhập', 'dang');
  await user.selectOptions(screen.getByLabelText('Hiển thị'), 'Đã ngừng sử dụng');
  await row(/Đặng Hữu Ý/);
  await screen.findByText('1 tài khoản');
});

it('adds somebody by keyboard and shows the password once; it works for one log-in', async () => {
  const site = lockedSite();
  const user = await open(site);
  await user.keyboard('{Control>}n{/Control}');
  const dialog = await screen.findByRole('dialog', { name: 'Thêm tài khoản' });
  await user.click(within(dialog).getByRole('button', { name: /Thêm và cấp/ }));
  await within(dialog).findByText('Chưa nhập họ và tên');
  await fill(user, 'Họ và tên', 'Lê Thị Kiều Oanh');
  expect(within(dialog).getByLabelText<HTMLInputElement>('Tên đăng nhập').value).toBe('oanh.le');
  await user.click(within(dialog).getByRole('checkbox', { name: 'Thu ngân' }));
  await user.click(within(dialog).getByRole('checkbox', { name: /^A · / }));
  await user.keyboard('{Enter}');
  const shown = await screen.findByLabelText('Mật khẩu dùng một lần', { selector: 'output' });
  expect(shown.textContent).toBe('suoi-may-oanh.le');
  await user.click(screen.getByRole('button', { name: 'Đã ghi lại, đóng' }));
  expect(await row(/Lê Thị Kiều Oanh/)).toBeTruthy();
  expect(document.body.textContent).not.toContain('suoi-may-oanh.le');
  expect(site.access.people.find(({ userName }) => userName === 'oanh.le')).toMatchObject({
    roles: ['officer', 'cashier'],
    skills: ['A'],
    mustChange: true,
  });
});

it('says that a user name is taken, and takes another', async () => {
  const site = lockedSite();
  site.access.add('oanh.le', goodPassword);
  const user = await open(site);
  await press(user, 'Thêm tài khoản');
  await fill(user, 'Họ và tên', 'Lê Kim Oanh');
  await press(user, 'Thêm và cấp mật khẩu dùng một lần');
  expect((await screen.findByRole('dialog')).textContent).toContain('Chọn tên đăng nhập khác');
  await fill(user, 'Tên đăng nhập', 'Ọ!');
  await screen.findByText(/chỉ gồm a–z/);
  await fill(user, 'Tên đăng nhập', 'oanh.le2');
  await press(user, 'Thêm và cấp mật khẩu dùng một lần');
  await screen.findByText('suoi-may-oanh.le2');
});

it('changes roles and takes it back; disabling asks first and can be taken back too', async () => {
  const site = lockedSite();
  const oanh = site.access.add('oanh.le', goodPassword, { displayName: 'Lê Thị Kiều Oanh' });
  const user = await open(site);
  await press(user, 'Mở tài khoản của Lê Thị Kiều Oanh');
  await user.click(await screen.findByRole('checkbox', { name: 'Điều hành' }));
  await press(user, 'Lưu');
  await screen.findByText('Đã lưu thay đổi của Lê Thị Kiều Oanh.');
  expect(oanh.roles).toEqual(['officer', 'supervisor']);
  await press(user, 'Hoàn tác');
  await screen.findByText(/Đã hoàn tác/);
  expect(oanh.roles).toEqual(['officer']);
  await press(user, 'Mở tài khoản của Lê Thị Kiều Oanh');
  await press(user, 'Ngừng sử dụng tài khoản');
  expect(oanh.isDisabled).toBe(false);
  await screen.findByText(/không đăng nhập được nữa/);
  await press(user, 'Ngừng sử dụng tài khoản');
  await screen.findByText('Đã ngừng sử dụng tài khoản của Lê Thị Kiều Oanh.');
  expect(screen.queryByRole('row', { name: /Kiều Oanh/ })).toBeNull();
  await press(user, 'Hoàn tác');
  await row(/Lê Thị Kiều Oanh/);
  expect(oanh.isDisabled).toBe(false);
});

it('unlocks, ends sessions at another machine, takes a second factor away, gives a new password', async () => {
  const site = lockedSite();
  const oanh = site.access.add('oanh.le', goodPassword, { displayName: 'Lê Thị Kiều Oanh', code: '123456' });
  site.access.logIn('quay-2', 'oanh.le', goodPassword);
  site.access.answer('quay-2', '123456');
  for (let attempt = 1; attempt <= 5; attempt += 1) site.access.logIn('quay-3', 'oanh.le', 'sai');
  const user = await open(site);
  expect((await row(/Kiều Oanh/)).textContent).toMatch(/Quầy 2.*Tạm khóa đến/);
  const name = 'Mở tài khoản của Lê Thị Kiều Oanh';
  await press(user, name);
  await press(user, 'Mở khóa đăng nhập');
  await screen.findByText(/đăng nhập được ngay/);
  expect(oanh.lockedUntil).toBe(0);
  await press(user, name);
  await press(user, 'Kết thúc các phiên đăng nhập');
  await press(user, 'Quay lại');
  expect(site.access.signedInAt('quay-2')).not.toBeNull();
  await press(user, 'Kết thúc các phiên đăng nhập');
  await press(user, 'Kết thúc các phiên đăng nhập');
  await screen.findByText(/Đã kết thúc các phiên/);
  expect(site.access.signedInAt('quay-2')).toBeNull();
  await press(user, name);
  await press(user, 'Bỏ xác thực hai bước');
  await press(user, 'Bỏ xác thực hai bước');
  await screen.findByText(/Đã bỏ xác thực hai bước/);
  expect(oanh.factor).toEqual([]);
  await press(user, name);
  await press(user, 'Cấp lại mật khẩu');
  await press(user, 'Cấp lại mật khẩu');
  await screen.findByText('suoi-may-oanh.le');
  await press(user, 'Đã ghi lại, đóng');
  expect((await row(/Kiều Oanh/)).textContent).toContain('Chưa đổi mật khẩu dùng một lần');
});

it('offers for the own account only what cannot shut one out, and says whose the others are', async () => {
  const site = lockedSite();
  site.access.add('hoa.ly', goodPassword, { displayName: 'Lý Thị Hoa', isHome: false });
  const user = await open(site);
  await press(user, 'Mở tài khoản của Đặng Hữu Trí');
  await screen.findByText(/Đây là tài khoản của anh\/chị/);
  expect(screen.queryByRole('button', { name: 'Cấp lại mật khẩu' })).toBeNull();
  await user.click(screen.getByRole('checkbox', { name: 'Quản trị' }));
  await user.click(screen.getByRole('checkbox', { name: 'Công chức tiếp nhận' }));
  await press(user, 'Lưu');
  expect((await screen.findByRole('dialog')).textContent).toContain(
    'Phân quyền quản trị cho người khác trước',
  );
  await user.keyboard('{Escape}');
  await press(user, 'Mở tài khoản của Lý Thị Hoa');
  await screen.findByText(/do đơn vị khác quản lý/);
  expect(screen.getByLabelText<HTMLInputElement>('Họ và tên').disabled).toBe(true);
  expect(screen.queryByRole('button', { name: 'Ngừng sử dụng tài khoản' })).toBeNull();
});

it('shows the list only to whoever may not change it, and nothing to officers', async () => {
  const site = lockedSite();
  site.access.add('lan.nguyen', goodPassword, { roles: ['supervisor'] });
  const { user } = renderStation(site, 'supervisor');
  await logIn(user, 'lan.nguyen');
  await user.click(await screen.findByRole('button', { name: 'Quản trị' }));
  await row(/lan.nguyen/);
  expect(screen.queryByRole('button', { name: 'Thêm tài khoản' })).toBeNull();
  expect(screen.queryByRole('button', { name: /^Mở tài khoản/ })).toBeNull();
  const ids = (...holders: OfficerRole[]) => sectionsFor({ isLogIn: true, holders }).map(({ id }) => id);
  expect(ids('administrator')).toEqual(expect.arrayContaining(['officers', 'stations']));
  expect(ids('officer', 'cashier')).not.toContain('officers');
  expect(ids('officer', 'cashier')).not.toContain('stations');
  expect(sectionsFor({ isLogIn: false, holders: ['installation'] }).map(({ id }) => id)).not.toContain(
    'officers',
  );
});

it('says why the list does not come', async () => {
  const site = lockedSite();
  site.failNext('officers.list', appError('central-unreachable', { address: 'https://central.example' }));
  await open(site);
  expect(await screen.findByRole('alert')).toBeTruthy();
  expect(screen.queryByText('Đang tải…')).toBeNull();
});

it('goes through the list of sections and the rows by arrows, and closes by Esc', async () => {
  const site = lockedSite();
  site.access.add('a.mot', goodPassword, { displayName: 'Trần Văn Một' });
  site.access.add('b.hai', goodPassword, { displayName: 'Trần Văn Hai' });
  const user = await open(site);
  const first = screen.getByRole('tab', { name: 'Tài khoản cán bộ' });
  await waitFor(() => expect(document.activeElement).toBe(first));
  await user.keyboard('{ArrowDown}');
  expect(document.activeElement).toBe(screen.getByRole('tab', { name: 'Trạm của đơn vị' }));
  expect(screen.getByRole('region', { name: 'Tài khoản cán bộ' })).toBeTruthy();
  (await screen.findByRole('button', { name: 'Mở tài khoản của Trần Văn Một' })).focus();
  await user.keyboard('{ArrowDown}');
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Mở tài khoản của Trần Văn Hai' }));
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('region', { name: 'Tài khoản cán bộ' })).toBeNull());
});
