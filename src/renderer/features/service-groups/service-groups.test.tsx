import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { emptyGroup } from './draft.ts';
import type { FakeSite } from '../../host/fake/index.ts';
import { fill, goodPassword, lockedSite, logIn, type User } from '../../testing/log-in.ts';
import { renderStation } from '../../testing/render-window.tsx';
import { sectionsFor } from '../administration/index.ts';

const title = 'Nhóm dịch vụ';

async function open(site: FakeSite): Promise<User> {
  site.access.add('an.vo', goodPassword, { roles: ['administrator'], displayName: 'Võ Thị An' });
  const { user } = renderStation(site, 'supervisor');
  await logIn(user, 'an.vo');
  await screen.findByRole('button', { name: 'Đăng xuất' });
  await user.keyboard('{Control>}m{/Control}');
  await user.click(await screen.findByRole('tab', { name: title }));
  await screen.findByRole('list', { name: /^Các nhóm/ });
  return user;
}
const press = async (user: User, name: string | RegExp): Promise<void> =>
  user.click(await screen.findByRole('button', { name }));
const save = async (user: User, note = 'Sắp xếp lại'): Promise<void> => {
  await fill(user, /^Lý do/, note);
  await user.keyboard('{Control>}s{/Control}');
};
const order = (site: FakeSite): string => site.queue.groups.map(({ code }) => code).join('');

/** Another administrator sets the groups up meanwhile. */
function theirs(site: FakeSite): void {
  const { groups, revision } = site.serviceGroups.read();
  const renamed = groups.map((group) =>
    group.code === 'A' ? { ...group, name: { vi: 'Tư pháp', en: 'Justice' } } : group,
  );
  expect(site.serviceGroups.arrange(renamed, revision, null).ok).toBe(true);
}

it('is for administrators only', () => {
  const has = (...holders: ('administrator' | 'supervisor')[]) =>
    sectionsFor({ isLogIn: true, holders }).some(({ id }) => id === 'groups');
  expect([has('administrator'), has('supervisor')]).toEqual([true, false]);
});

it('adds a group by the keyboard; what is missing is said in its place, and nothing is sent before', async () => {
  const site = lockedSite();
  const user = await open(site);
  await user.keyboard('{Control>}n{/Control}');
  expect(document.activeElement).toBe(await screen.findByLabelText('Tên (tiếng Việt)'));
  await user.keyboard('{Control>}s{/Control}');
  await screen.findByText(/còn thiếu thông tin ở nhóm: F/);
  await screen.findByText('Chọn ít nhất một quầy.');
  await screen.findByText('Nhập lý do.');
  expect(site.countOf('serviceGroups.arrange')).toBe(0);
  await user.selectOptions(screen.getByLabelText('Chữ đầu của số'), 'K');
  await fill(user, 'Tên (tiếng Việt)', 'Thuế');
  await fill(user, 'Tên (tiếng Anh)', 'Taxes');
  await fill(user, /^Mô tả.*Việt/, 'Kê khai thuế');
  await fill(user, /^Mô tả.*Anh/, 'Tax returns');
  await user.click(screen.getByRole('checkbox', { name: /^Quầy 2/ }));
  await save(user, 'Thêm quầy thuế');
  await screen.findByText(/^Đã lưu/);
  expect(order(site)).toBe('ABCDEK');
  expect(site.queue.counters[1]?.groupCodes).toEqual(['B', 'K']);
  expect(site.queue.issue('K', 'normal')).toMatchObject({ ok: true, value: { number: 'K-001' } });
  expect(site.log.entries.at(-1)).toMatchObject({ action: 'group.arrange', reason: 'Thêm quầy thuế' });
});

it('orders the groups by the keyboard, and takes the change back', async () => {
  const site = lockedSite();
  const user = await open(site);
  (await screen.findByRole('button', { name: /^A · / })).focus();
  await user.keyboard('{Alt>}{ArrowDown}{/Alt}');
  await screen.findByText('Nhóm A ở vị trí 2.');
  await user.keyboard('{ArrowDown}');
  expect(document.activeElement?.textContent).toMatch(/^C · /);
  await save(user);
  await screen.findByText(/^Đã lưu/);
  expect(order(site)).toBe('BACDE');
  await press(user, 'Hoàn tác');
  await screen.findByText(/^Đã hoàn tác/);
  expect(order(site)).toBe('ABCDE');
});

it('goes back to an arrangement of before by taking it into the draft', async () => {
  const site = lockedSite();
  theirs(site);
  const user = await open(site);
  await user.click(await screen.findByText('Các lần sửa trước'));
  await press(user, /^Đưa cách xếp/);
  await save(user, 'Trở lại tên cũ');
  await screen.findByText(/^Đã lưu/);
  expect(site.queue.groups[0]?.name.vi).toBe('Hộ tịch, chứng thực');
});

describe('procedures', () => {
  it('are found, moved to a group alone, and go back to the group of their field', async () => {
    const site = lockedSite();
    const user = await open(site);
    await press(user, /^B · /);
    await fill(user, /^Tìm lĩnh vực/, 'ket hon');
    const box = await screen.findByRole('checkbox', { name: /đăng ký kết hôn.*đang ở nhóm A/ });
    await user.click(box);
    await save(user);
    await screen.findByText(/^Đã lưu/);
    const marriage = { code: '1.000894', field: 'Hộ tịch' };
    expect(site.serviceGroups.groupOf(marriage)).toBe('B');
    await user.click(screen.getByRole('checkbox', { name: /đăng ký kết hôn/ }));
    await save(user);
    await expect.poll(() => site.serviceGroups.groupOf(marriage)).toBe('A');
  });

  it('of a field that no group takes are told, found by themselves, and placed with the field', async () => {
    const site = lockedSite();
    const user = await open(site);
    await press(user, /^B · /);
    await user.click(await screen.findByRole('checkbox', { name: /^Đất đai \(1\)/ }));
    await screen.findByText('1 thủ tục chưa xếp nhóm: Đất đai.');
    await press(user, /^D · /);
    await user.selectOptions(screen.getByLabelText('Hiện'), 'Chưa xếp nhóm');
    await user.click(await screen.findByRole('checkbox', { name: /^Đất đai \(1\).*chưa xếp nhóm/ }));
    expect(screen.queryByText(/thủ tục chưa xếp nhóm:/)).toBeNull();
    await save(user);
    await screen.findByText(/^Đã lưu/);
    expect(site.serviceGroups.groupOf({ code: 'x', field: 'Đất đai' })).toBe('D');
  });
});

describe('a group', () => {
  it('is closed and opened at once', async () => {
    const site = lockedSite();
    const user = await open(site);
    await press(user, 'Đóng nhóm');
    await screen.findByText('Đã đóng');
    expect(site.queue.issue('A', 'normal')).toMatchObject({ error: { code: 'group-closed' } });
    await press(user, 'Mở nhóm');
    await expect.poll(() => site.queue.groups[0]?.open).toBe(true);
  });

  it('is removed when saved, and cannot be while a number of today is not done', async () => {
    const site = lockedSite();
    site.queue.issue('B', 'normal');
    const user = await open(site);
    await press(user, /^B · /);
    expect(screen.getByRole('button', { name: 'Gỡ nhóm' })).toHaveProperty('disabled', true);
    await screen.findByText(/còn 1 số hôm nay chưa xong/);
    await press(user, /^C · /);
    await press(user, 'Gỡ nhóm');
    await screen.findByText(/Sẽ gỡ khi lưu: nhóm C/);
    await save(user);
    await screen.findByText(/^Đã lưu/);
    expect(order(site)).toBe('ABDE');
  });

  it('that got a number since it was read stays, and it is said why', async () => {
    const site = lockedSite();
    const user = await open(site);
    await press(user, /^D · /);
    await press(user, 'Gỡ nhóm');
    site.queue.issue('D', 'normal');
    await save(user);
    await screen.findByText(/Chưa gỡ được nhóm D: còn 1 số hôm nay chưa xong, 0 lịch hẹn/);
    expect(order(site)).toBe('ABCDE');
  });
});

it('overwrites nothing that somebody else set meanwhile, and shows it', async () => {
  const site = lockedSite();
  const user = await open(site);
  await fill(user, 'Tên (tiếng Việt)', 'Hành chính');
  theirs(site);
  await save(user);
  await screen.findByText(/Người khác vừa thay đổi/);
  await screen.findByText(/Các nhóm đang có hiệu lực: A · Tư pháp;/);
  expect(screen.getByLabelText<HTMLInputElement>('Tên (tiếng Việt)').value).toBe('Hành chính');
  await press(user, 'Mở các nhóm đang có hiệu lực');
  expect(screen.getByLabelText<HTMLInputElement>('Tên (tiếng Việt)').value).toBe('Tư pháp');
});

it('asks before unsaved changes are lost, at every way out', async () => {
  const site = lockedSite();
  const user = await open(site);
  await fill(user, 'Tên (tiếng Việt)', 'Hành chính');
  await user.click(screen.getByRole('tab', { name: 'Quy tắc gọi số và giờ lấy số' }));
  const dialog = await screen.findByRole('dialog', { name: 'Có thay đổi chưa lưu' });
  await user.click(within(dialog).getByRole('button', { name: 'Ở lại' }));
  expect(screen.getByLabelText<HTMLInputElement>('Tên (tiếng Việt)').value).toBe('Hành chính');
  await user.keyboard('{Control>}m{/Control}');
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Bỏ thay đổi' }));
  await expect.poll(() => screen.queryByRole('tab', { name: title })).toBeNull();
  expect(site.countOf('serviceGroups.arrange')).toBe(0);
});

it('gives the changes up, and says that there is nothing to save', async () => {
  const site = lockedSite();
  const user = await open(site);
  await fill(user, 'Tên (tiếng Việt)', 'Hành chính');
  await press(user, 'Bỏ thay đổi');
  await user.keyboard('{Control>}s{/Control}');
  await screen.findByText('Chưa thay đổi gì.');
  expect(screen.getByLabelText<HTMLInputElement>('Tên (tiếng Việt)').value).toBe('Hộ tịch, chứng thực');
});

it('offers no letter twice on a day: that of a group removed after its numbers were served stays away', async () => {
  const site = lockedSite();
  const { revision, groups } = site.serviceGroups.read();
  const group = { ...emptyGroup('B'), name: { vi: 'Khác', en: 'Other' }, counterIds: ['quay-1'] };
  const issued = site.queue.issue('B', 'normal');
  if (issued.ok) site.queue.cancel(issued.value.id, 'left', '');
  const left = groups.filter(({ code }) => code !== 'B');
  expect(site.serviceGroups.arrange(left, revision, null).ok).toBe(true);
  expect(site.serviceGroups.arrange([...left, group], revision + 1, null)).toMatchObject({
    error: { code: 'group-letter-used' },
  });
  const user = await open(site);
  await user.keyboard('{Control>}n{/Control}');
  const letters = within(await screen.findByLabelText('Chữ đầu của số')).getAllByRole('option');
  expect(letters.map((option) => option.textContent)).not.toContain('B');
});
