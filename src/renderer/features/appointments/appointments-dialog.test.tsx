import { act, screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { Appointment } from '../../../shared/api/appointments.ts';
import { appError } from '../../../shared/errors.ts';
import type { FakeSite } from '../../host/fake/index.ts';
import { renderStation, testSite } from '../../testing/render-window.tsx';

/** Twenty past nine of the test's day, a Monday: the slot of nine is on. */
const today = '2026-03-02';
const number = '080090000001';

function book(site: FakeSite, options: { day?: string; at?: number; person?: string } = {}): Appointment {
  const { day = today, at = 0, person = number } = options;
  const slot = site.appointments.slots(day).items.filter(({ groupCode }) => groupCode === 'A')[at];
  if (slot === undefined) throw new Error('no slot is left');
  const who = { name: 'Trần Thị Thử Nghiệm', number: person, phone: '' };
  const answer = site.appointments.book({
    groupCode: 'A',
    from: slot.from,
    priority: 'normal',
    person: who,
  });
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
}

async function opened(site: FakeSite, station = 'quay-1') {
  const view = renderStation(site, station);
  await screen.findByRole('button', { name: 'Lịch hẹn' });
  await view.user.keyboard('{Control>}h{/Control}');
  const dialog = within(await screen.findByRole('dialog', { name: 'Lịch hẹn' }));
  return { ...view, dialog };
}
type Opened = Awaited<ReturnType<typeof opened>>;

/** Goes to a button by Tab alone and presses it. */
async function pressByKey({ user, dialog }: Opened, name: string | RegExp): Promise<void> {
  const button = await dialog.findByRole('button', { name });
  for (let presses = 0; document.activeElement !== button; presses += 1) {
    if (presses > 60) throw new Error(`Tab does not come to ${String(name)}`);
    await user.tab();
  }
  await user.keyboard('{Enter}');
}

it('shows the day with people masked, goes to another and says when there is nothing', async () => {
  const site = testSite();
  const { code } = book(site);
  const view = await opened(site);
  const row = (await view.dialog.findByRole('rowheader', { name: code })).closest('tr');
  expect(row?.textContent).toContain('Đã đặt');
  expect(row?.textContent).not.toContain('Thử Nghiệm');
  expect(row?.textContent).not.toContain(number);
  await pressByKey(view, 'Ngày sau');
  await view.dialog.findByText('Ngày này chưa có lịch hẹn nào.');
  await view.dialog.findByText('Thứ Ba, 03/03/2026');
  await pressByKey(view, 'Về hôm nay');
  await view.dialog.findByRole('rowheader', { name: code });
  await view.user.keyboard('{Escape}');
  await expect.poll(() => screen.queryByRole('dialog')).toBeNull();
});

it('says why a day could not be read, and reads it again', async () => {
  const site = testSite();
  const { code } = book(site);
  site.failNext(
    'appointments.ofDay',
    appError('central-unreachable', { address: 'https://central.example' }),
  );
  const view = await opened(site, 'supervisor');
  await view.dialog.findByRole('alert');
  await pressByKey(view, 'Thử lại');
  await view.dialog.findByRole('rowheader', { name: code });
  expect(view.dialog.queryByRole('alert')).toBeNull();
});

it('books by the keyboard, says what is missing in place, and shows the code', async () => {
  const site = testSite();
  const view = await opened(site);
  await view.dialog.findByText('Ngày này chưa có lịch hẹn nào.');
  await pressByKey(view, 'Đặt lịch hẹn');
  const name = await view.dialog.findByRole('textbox', { name: /Họ tên/ });
  await pressByKey(view, 'Đặt lịch');
  view.dialog.getByText('Chọn một khung giờ còn chỗ.');
  view.dialog.getByText('Nhập họ tên.');
  expect(site.countOf('appointments.book')).toBe(0);
  const slots = await view.dialog.findByRole<HTMLSelectElement>('combobox', { name: /Khung giờ/ });
  await view.user.selectOptions(slots, within(slots).getByRole('option', { name: /^14:00–/ }));
  await view.user.click(name);
  await view.user.paste('Trần Thị Thử Nghiệm');
  await view.user.click(view.dialog.getByRole('textbox', { name: /Số căn cước/ }));
  await view.user.paste('0800');
  await view.user.keyboard('{Enter}');
  await view.dialog.findByText(/Số căn cước có 12 chữ số/);
  await view.user.paste('90 000 001');
  await view.user.keyboard('{Enter}');
  const told = await view.dialog.findByRole('region', { name: /Đã đặt/ });
  const [kept] = site.appointments.kept;
  expect(kept).toMatchObject({ number, appointment: { groupCode: 'A', day: today, state: 'booked' } });
  within(told).getByText(kept?.appointment.code ?? 'none');
  expect(document.activeElement).toBe(told);
  view.dialog.getByRole('rowheader', { name: kept?.appointment.code ?? 'none' });
});

it('keeps what was typed where the person has an appointment already', async () => {
  const site = testSite();
  book(site);
  const view = await opened(site);
  await pressByKey(view, 'Đặt lịch hẹn');
  const slots = await view.dialog.findByRole<HTMLSelectElement>('combobox', { name: /Khung giờ/ });
  await view.user.selectOptions(slots, await within(slots).findByRole('option', { name: /^15:00–/ }));
  await view.user.click(view.dialog.getByRole('textbox', { name: /Họ tên/ }));
  await view.user.paste('Trần Thị Thử Nghiệm');
  await view.user.click(view.dialog.getByRole('textbox', { name: /Số căn cước/ }));
  await view.user.paste(number);
  await view.user.keyboard('{Enter}');
  await view.dialog.findByText('Người này đã có lịch hẹn trong ngày.');
  expect(view.dialog.getByRole<HTMLInputElement>('textbox', { name: /Số căn cước/ }).value).toBe(number);
  expect(site.appointments.kept).toHaveLength(1);
});

it('gives an appointment up only after a question', async () => {
  const site = testSite();
  const { code } = book(site, { at: 6 });
  const view = await opened(site);
  await pressByKey(view, `Hủy lịch hẹn ${code}`);
  await view.dialog.findByText(/Chỗ này sẽ dành cho người khác/);
  await pressByKey(view, 'Quay lại');
  expect(site.appointments.kept[0]?.appointment.state).toBe('booked');
  await pressByKey(view, `Hủy lịch hẹn ${code}`);
  await pressByKey(view, 'Hủy lịch hẹn');
  await view.dialog.findByText(`Đã hủy lịch hẹn ${code}.`);
  expect((await view.dialog.findByRole('rowheader', { name: code })).closest('tr')?.textContent).toContain(
    'Đã hủy',
  );
  expect(view.dialog.queryByRole('button', { name: `Hủy lịch hẹn ${code}` })).toBeNull();
});

it('gives the number of a visitor who has come, with its slip, and says when it is too early', async () => {
  const site = testSite();
  const { code } = book(site);
  const later = book(site, { at: 8, person: '080090000002' });
  const view = await opened(site, 'supervisor');
  await pressByKey(view, `Khách của lịch hẹn ${later.code} đã đến`);
  await view.dialog.findByText(/Chưa đến giờ hẹn/);
  await pressByKey(view, `Khách của lịch hẹn ${code} đã đến`);
  const told = await view.dialog.findByRole('region', { name: 'Số của khách' });
  within(told).getByText('A-001');
  within(told).getByRole('article');
  expect(site.printing.jobs.map(({ reference }) => reference)).toEqual([site.queue.tickets[0]?.id]);
  await expect
    .poll(() => view.dialog.queryByRole('button', { name: `Khách của lịch hẹn ${code} đã đến` }))
    .toBeNull();
});

it.each(['quay-1', 'supervisor'])(
  'a code scanned at %s opens its appointment, or one line says so',
  async (id) => {
    const site = testSite();
    const first = book(site);
    const tomorrow = book(site, { day: '2026-03-03', person: '080090000002' });
    renderStation(site, id);
    await screen.findByRole('button', { name: 'Lịch hẹn' });
    const scan = (code: string): void =>
      act(() => site.scan(id, { meaning: 'appointment', fields: { code } }));
    scan(first.code);
    const dialog = within(await screen.findByRole('dialog', { name: 'Lịch hẹn' }));
    const row = async (code: string) => (await dialog.findByRole('rowheader', { name: code })).closest('tr');
    expect((await row(first.code))?.getAttribute('aria-current')).toBe('true');
    scan(tomorrow.code);
    expect((await row(tomorrow.code))?.getAttribute('aria-current')).toBe('true');
    scan('HEN-2222222');
    await dialog.findByText(/Không có lịch hẹn mã HEN-2222222/);
  },
);
