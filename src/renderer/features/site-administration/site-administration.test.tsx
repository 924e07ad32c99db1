import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { OfficerRole } from '../../../shared/api/access.ts';
import { defaultQueueRules } from '../../../shared/domain/queue-order.ts';
import type { FakeSite } from '../../host/fake/index.ts';
import { fill, goodPassword, lockedSite, logIn, type User } from '../../testing/log-in.ts';
import { renderStation } from '../../testing/render-window.tsx';
import { sectionsFor } from '../administration/index.ts';

/** A section of the administration, opened at the supervisor's station by whoever has the role. */
async function open(site: FakeSite, role: OfficerRole, section: string): Promise<User> {
  site.access.add('an.vo', goodPassword, { roles: [role], displayName: 'Võ Thị An' });
  const { user } = renderStation(site, 'supervisor');
  await logIn(user, 'an.vo');
  await screen.findByRole('button', { name: 'Đăng xuất' });
  await user.keyboard('{Control>}m{/Control}');
  await user.click(await screen.findByRole('tab', { name: section }));
  await screen.findByRole('region', { name: section });
  return user;
}
const press = async (user: User, name: string | RegExp): Promise<void> =>
  user.click(await screen.findByRole('button', { name }));

const rulesTitle = 'Quy tắc gọi số và giờ lấy số';
const auditTitle = 'Nhật ký kiểm tra';
const rightsTitle = 'Quyền của công dân về dữ liệu';

it('shows each section only to those who may', () => {
  const ids = (...holders: OfficerRole[]) => sectionsFor({ isLogIn: true, holders }).map(({ id }) => id);
  expect(ids('auditor')).toContain('audit');
  expect(ids('auditor')).not.toContain('rules');
  expect(ids('supervisor')).toEqual(expect.arrayContaining(['rules', 'rights']));
  expect(ids('supervisor')).not.toContain('audit');
  expect(ids('administrator')).not.toContain('rights');
  expect(ids('cashier')).toEqual([]);
});

it('explains the rule while it is edited, saves it with its reason, and takes it back', async () => {
  const site = lockedSite();
  const user = await open(site, 'supervisor', rulesTitle);
  const words = await screen.findByRole('region', { name: 'Quy tắc bằng lời' });
  expect(words.textContent).toContain('Cứ 3 lượt gọi có nhiều nhất 2 lượt ưu tiên');
  await fill(user, 'Số lượt ưu tiên nhiều nhất', '0');
  expect(words.textContent).toContain('Không gọi trước diện ưu tiên nào');
  const [, called] = within(screen.getByRole('region', { name: /^Ví dụ/ })).getAllByRole('list');
  expect(called?.textContent).toMatch(/^A-001/);
  await user.keyboard('{Control>}s{/Control}');
  await screen.findByText('Nhập lý do.');
  expect(site.countOf('queueRules.set')).toBe(0);
  await fill(user, /^Lý do/, 'Theo góp ý của người dân');
  await user.keyboard('{Control>}s{/Control}');
  await screen.findByText(/Áp dụng từ lượt gọi tiếp theo/);
  expect(site.queue.rules.priorityRatio).toEqual({ priority: 0, of: 3 });
  expect(site.log.entries.at(-1)).toMatchObject({ action: 'queue.setRules' });
  expect(site.log.entries.at(-1)?.reason).toMatch(/^Theo góp ý của người dân \{/);
  await press(user, 'Hoàn tác');
  await screen.findByText(/Đã hoàn tác/);
  expect(site.queue.rules).toEqual(defaultQueueRules);
});

it('moves a class by the keyboard, and takes one out of the order', async () => {
  const site = lockedSite();
  const user = await open(site, 'supervisor', rulesTitle);
  const boxes = await screen.findAllByRole('checkbox');
  boxes[0]?.focus();
  await user.keyboard('{Alt>}{ArrowDown}{/Alt}');
  await screen.findByText(/ở vị trí 2\./);
  await fill(user, /^Lý do/, 'Đổi thứ tự');
  await user.keyboard('{Control>}s{/Control}');
  await screen.findByText(/Áp dụng từ/);
  expect(site.queue.rules.orderOfClasses.slice(0, 2)).toEqual(['disabled', 'elderly']);
});

it('refuses hours turned round and a ratio that is none, and says so', async () => {
  const site = lockedSite();
  const user = await open(site, 'supervisor', rulesTitle);
  await user.click(await screen.findByRole('checkbox', { name: 'Phát số mọi lúc' }));
  await fill(user, 'Từ (1)', '12:00');
  await screen.findByText(/giờ kết thúc sau giờ bắt đầu/);
  await fill(user, 'trong mỗi (lượt gọi)', '0');
  await screen.findByText(/Nhập số nguyên/);
  await fill(user, /^Lý do/, 'x');
  await user.keyboard('{Control>}s{/Control}');
  expect(site.countOf('queueRules.set')).toBe(0);
});

it('overwrites nothing that somebody else set meanwhile, and shows it', async () => {
  const site = lockedSite();
  const user = await open(site, 'supervisor', rulesTitle);
  await screen.findByRole('region', { name: 'Quy tắc bằng lời' });
  site.queue.rules = { ...defaultQueueRules, priorityRatio: { priority: 1, of: 4 } };
  await fill(user, 'Số lượt ưu tiên nhiều nhất', '3');
  await fill(user, /^Lý do/, 'Đông người');
  await user.keyboard('{Control>}s{/Control}');
  await screen.findByText(/Người khác vừa thay đổi/);
  await screen.findByText(/Quy tắc đang có hiệu lực: Cứ 4 lượt/);
  expect(site.queue.rules.priorityRatio.priority).toBe(1);
  await press(user, 'Mở quy tắc đang có hiệu lực');
  expect(screen.getByLabelText<HTMLInputElement>('trong mỗi (lượt gọi)').value).toBe('4');
});

it('reads the log in words, page by page, and only when asked', async () => {
  const site = lockedSite();
  for (let count = 1; count <= 60; count += 1)
    site.log.write({
      action: 'dossier.open',
      stationId: 'quay-1',
      officerId: null,
      reference: `H39-${count}`,
    });
  site.log.write({
    action: 'citizen.lookUp',
    stationId: 'quay-1',
    officerId: null,
    reference: 'person:0123456789abcdef',
    reason: 'Tiếp công dân',
  });
  const user = await open(site, 'auditor', auditTitle);
  expect(site.countOf('audit.read')).toBe(0);
  await press(user, 'Tìm');
  await screen.findByText('50 dòng đầu, còn nữa');
  const row = await screen.findByRole('row', { name: /Tra cứu công dân/ });
  expect(row.textContent).toMatch(/Quầy 1.*một công dân \(01234567\).*Tiếp công dân/);
  await press(user, 'Xem tiếp');
  await screen.findByText('61 dòng');
  await user.selectOptions(screen.getByLabelText('Việc'), 'Tra cứu công dân');
  await press(user, 'Tìm');
  await screen.findByText('1 dòng');
  await fill(user, 'Mã hồ sơ hoặc mã tham chiếu', 'không đúng!');
  await screen.findByText(/Chỉ gồm chữ không dấu/);
});

it('says whether the log is whole, and which rows are not', async () => {
  const site = lockedSite();
  const user = await open(site, 'auditor', auditTitle);
  await press(user, 'Kiểm tra toàn vẹn');
  await screen.findByText(/Nhật ký toàn vẹn: 0 dòng/);
  site.log.faults = [{ kind: 'changed', sequence: 7 }];
  await press(user, 'Kiểm tra toàn vẹn');
  await screen.findByText(/KHÔNG toàn vẹn: 1 sai lệch/);
  await screen.findByText('Dòng 7 bị sửa, chèn hoặc đổi chỗ.');
});

it('exports days into a file with the reason in the log, or into none', async () => {
  const site = lockedSite();
  site.log.write({ action: 'ticket.issue', stationId: 'kiosk', officerId: null, reference: null });
  const user = await open(site, 'auditor', auditTitle);
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Xuất ra tệp' }).disabled).toBe(true);
  await fill(user, 'Từ ngày', '02/03/2026');
  await fill(user, 'Đến ngày', '02/03/2026');
  const exportNow = async (): Promise<void> => {
    await press(user, 'Xuất ra tệp');
    await fill(user, /^Xuất cho ai/, 'Đoàn kiểm tra');
    await user.keyboard('{Enter}');
  };
  site.isFileChosen = false;
  await exportNow();
  await screen.findByText(/không có tệp nào được ghi/);
  site.isFileChosen = true;
  await exportNow();
  await screen.findByText('Đã ghi 1 dòng vào tệp nhat-ky-2026-03-02-2026-03-02.csv.');
  expect(site.log.entries.at(-1)).toMatchObject({ action: 'audit.export', reason: 'Đoàn kiểm tra' });
});

it('shows a citizen what is kept, gives it out, and erases only after it is sure', async () => {
  const site = lockedSite();
  const number = '080190000123';
  site.dossiers.citizens.set(number, {
    number,
    name: 'Trần Thị Mẫu',
    birth: '1990-01-01',
    sex: 'female',
    address: 'Ấp Mẫu',
    phone: '',
    email: '',
  });
  const user = await open(site, 'supervisor', rightsTitle);
  await press(user, 'Xem dữ liệu đang lưu');
  await screen.findByText('Nhập đủ 12 số (hoặc 9 số của CMND cũ).');
  await fill(user, /^Số căn cước/, number);
  await fill(user, /^Yêu cầu của công dân/, 'Đơn ngày 02/3');
  await user.keyboard('{Enter}');
  await screen.findByText('Thông tin cho lần giao dịch sau: Trần Thị Mẫu');
  await press(user, 'Lưu tệp cho công dân');
  await screen.findByText(/Đã lưu tệp du-lieu-ca-nhan.txt/);
  expect(site.saved.at(-1)?.text).toMatch(/Trần Thị Mẫu\nNgày sinh: 01\/01\/1990/);
  await press(user, 'Xóa dữ liệu được phép xóa');
  const dialog = await screen.findByRole('dialog');
  expect(dialog.textContent).toContain('Nghị định 13/2023/NĐ-CP');
  expect(within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Xóa' }).disabled).toBe(true);
  await user.click(within(dialog).getByRole('checkbox'));
  await user.click(within(dialog).getByRole('button', { name: 'Xóa' }));
  await screen.findByRole('region', { name: 'Kết quả' });
  expect(site.dossiers.citizens.has(number)).toBe(false);
  expect(site.log.entries.map(({ action }) => action)).toEqual(['citizen.export', 'citizen.erase']);
  await press(user, 'Người khác');
  expect(document.body.textContent).not.toContain('Trần Thị Mẫu');
});

it('takes the number from a card', async () => {
  const site = lockedSite();
  await open(site, 'supervisor', rightsTitle);
  site.scan('supervisor', {
    meaning: 'citizenCard',
    fields: {
      number: '080190000123',
      oldNumber: null,
      name: 'Trần Thị Mẫu',
      birth: '1990-01-01',
      sex: 'female',
      address: '',
      issued: null,
      extra: [],
      warnings: [],
    },
  });
  await screen.findByText('Đã nhận số từ thẻ.');
  expect(screen.getByLabelText<HTMLInputElement>(/^Số căn cước/).value).toBe('080190000123');
});
