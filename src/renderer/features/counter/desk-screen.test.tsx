import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { FakeSite } from '../../host/fake/index.ts';
import { goodPassword, logIn } from '../../testing/log-in.ts';
import { renderStation, stationHost, testSite } from '../../testing/render-window.tsx';

const current = () => screen.getByRole('region', { name: 'Lượt hiện tại' });

async function open(site: FakeSite) {
  const view = renderStation(site, 'quay-1');
  await screen.findByRole('region', { name: 'Lượt hiện tại' });
  return view;
}

function siteWithQueue(): FakeSite {
  const site = testSite();
  for (const group of ['A', 'A', 'A', 'B']) site.queue.issue(group, 'normal');
  return site;
}

/** A-001 is at the counter, and Shift with a key asked about it. */
async function asked(key: `F${number}`, dialogName: string, site = siteWithQueue()) {
  const view = await open(site);
  await view.user.keyboard('{F2}');
  await within(current()).findByText('A-001');
  await view.user.keyboard(`{Shift>}{${key}}{/Shift}`);
  const dialog = await screen.findByRole('dialog', { name: dialogName });
  return { ...view, site, dialog };
}

const inputOf = (site: FakeSite, name: string): unknown =>
  site.requests.filter((request) => request.name === name).at(-1)?.input;

it('parks a visit by keys, shows why, and calls it back', async () => {
  const { user } = await asked('F4', 'Tạm gác số A-001');
  await user.keyboard('3');
  const parked = await screen.findByRole('region', { name: 'Đang tạm gác' });
  expect(within(parked).getByText(/Nộp phí, lệ phí/)).toBeTruthy();
  await within(current()).findByText('Quầy đang trống');
  await user.click(within(parked).getByRole('button', { name: 'Gọi lại số A-001' }));
  await within(current()).findByText('A-001');
  expect(screen.queryByRole('region', { name: 'Đang tạm gác' })).toBeNull();
});

it('puts a parked number back into the queue, first', async () => {
  const site = siteWithQueue();
  const host = stationHost(site, 'quay-1');
  await host.call('tickets.callNext', null);
  await host.call('tickets.park', { ticketId: site.queue.tickets[0]!.id, reason: 'papers' });
  const { user } = await open(site);
  await user.click(screen.getByRole('button', { name: 'Đưa số A-001 vào hàng, trước mọi người' }));
  expect(await screen.findByText('Tiếp theo: Khách quay lại sau khi tạm gác')).toBeTruthy();
});

it('asks for words where the reason says nothing', async () => {
  const { site, user } = await asked('F4', 'Tạm gác số A-001');
  await user.keyboard('5');
  const note = await screen.findByLabelText('Ghi rõ lý do');
  expect(screen.getByRole('button', { name: 'Đồng ý' })).toHaveProperty('disabled', true);
  await user.type(note, 'đợi người nhà{Enter}');
  await screen.findByRole('region', { name: 'Đang tạm gác' });
  expect(inputOf(site, 'tickets.park')).toMatchObject({ reason: 'other', note: 'đợi người nhà' });
});

it('calls a number that is typed, and asks why where it is not next', async () => {
  const site = siteWithQueue();
  const { user } = await open(site);
  await user.keyboard('{Shift>}{F2}{/Shift}');
  await user.type(await screen.findByLabelText('Số cần gọi'), '3');
  const list = screen.getByRole('list', { name: 'Các số gọi được' });
  expect(within(list).getAllByRole('button')).toHaveLength(1);
  await user.keyboard('{Enter}');
  await screen.findByText('Vì sao gọi A-003 trước lượt?');
  await user.keyboard('3');
  await within(current()).findByText('A-003');
  expect(inputOf(site, 'tickets.callChosen')).toMatchObject({ reason: 'frail' });
});

it('says so when no number is like the one typed', async () => {
  const { user } = await open(siteWithQueue());
  await user.keyboard('{Shift>}{F2}{/Shift}');
  await user.type(await screen.findByLabelText('Số cần gọi'), 'X99{Enter}');
  expect(screen.getByText(/Không có số nào khớp/)).toBeTruthy();
});

it('sends a number to another counter; it waits there and not here', async () => {
  const { site, user, dialog } = await asked('F6', 'Chuyển số A-001');
  await user.click(within(dialog).getByRole('button', { name: /^Quầy 2/ }));
  await within(current()).findByText('Quầy đang trống');
  const queue = screen.getByRole('region', { name: 'Hàng chờ' });
  await waitFor(() => expect(within(queue).queryByText('A-001')).toBeNull());
  expect(site.queue.tickets[0]).toMatchObject({
    number: 'A-001',
    state: 'waiting',
    reservedFor: { kind: 'counter', counterId: 'quay-2' },
  });
});

it('sends a number to a colleague at work, chosen by name; who left meanwhile is said', async () => {
  const site = siteWithQueue();
  site.access.isRequired = true;
  site.access.add('lan.nguyen', goodPassword);
  const oanh = site.access.add('oanh.le', goodPassword, { displayName: 'Lê Thị Kiều Oanh' });
  site.access.logIn('quay-2', 'oanh.le', goodPassword);
  await stationHost(site, 'quay-2').call('counters.hold', null);
  const { user } = renderStation(site, 'quay-1');
  await logIn(user, 'lan.nguyen');
  await user.click(await screen.findByRole('button', { name: 'Gọi số tiếp theo' }));
  await within(current()).findByText('A-001');
  await user.keyboard('{Shift>}{F6}{/Shift}');
  const dialog = await screen.findByRole('dialog', { name: 'Chuyển số A-001' });
  const button = await within(dialog).findByRole('button', { name: 'Lê Thị Kiều Oanh · Quầy 2' });
  expect(within(dialog).queryByRole('button', { name: /Nguyễn Thị Thử Nghiệm/ })).toBeNull();
  oanh.isDisabled = true;
  await user.click(button);
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(await screen.findByRole('alert')).toBeTruthy();
  oanh.isDisabled = false;
  await user.keyboard('{Shift>}{F6}{/Shift}');
  await user.click(await screen.findByRole('button', { name: 'Lê Thị Kiều Oanh · Quầy 2' }));
  await within(current()).findByText('Quầy đang trống');
  const { officerId } = oanh;
  expect(site.queue.tickets[0]?.reservedFor).toEqual({ kind: 'officer', officerId });
  const called = await stationHost(site, 'quay-2').call('tickets.callNext', null);
  expect(called).toMatchObject({ ok: true, value: { ticket: { number: 'A-001' } } });
});

it('does not send to a counter that is paused', async () => {
  const site = siteWithQueue();
  site.queue.pause('quay-2', 'break', '');
  const { dialog } = await asked('F6', 'Chuyển số A-001', site);
  expect(within(dialog).getByRole('button', { name: /^Quầy 2 .*tạm dừng/ })).toHaveProperty('disabled', true);
});

it('ends the visit and goes on to another service with the same number', async () => {
  const { site, user } = await asked('F8', 'Số A-001 sang dịch vụ tiếp');
  await user.keyboard('1');
  await user.click(await screen.findByRole('button', { name: /^Nhóm B/ }));
  await within(current()).findByText('Quầy đang trống');
  expect(inputOf(site, 'tickets.nextService')).toMatchObject({ groupCode: 'B', outcome: 'received' });
  expect(site.queue.tickets[0]).toMatchObject({ number: 'A-001', groupCode: 'B', state: 'waiting' });
});

it('gives a number up while it is being called', async () => {
  const site = siteWithQueue();
  const { user } = await open(site);
  await user.keyboard('{F2}');
  await user.click(await screen.findByRole('button', { name: 'Hủy số' }));
  await user.keyboard('1');
  await within(current()).findByText('Quầy đang trống');
  expect(site.queue.tickets[0]?.state).toBe('cancelled');
});

it('pauses with a reason, calls nobody, and resumes by the same key', async () => {
  const { user } = await open(siteWithQueue());
  await user.keyboard('{Shift>}{F3}{/Shift}');
  await screen.findByRole('dialog', { name: 'Tạm dừng quầy' });
  await user.keyboard('2');
  expect(await screen.findByText(/Quầy đang tạm dừng: Đi họp, từ 09:20/)).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Gọi số tiếp theo' })).toHaveProperty('disabled', true);
  await user.keyboard('{Shift>}{F3}{/Shift}');
  await waitFor(() => expect(screen.queryByText(/Quầy đang tạm dừng/)).toBeNull());
  await user.keyboard('{F2}');
  await within(current()).findByText('A-001');
});

it('holds its counter while it is open, and says so when another machine has it', async () => {
  const site = siteWithQueue();
  const view = await open(site);
  await waitFor(() => expect(site.queue.counters[0]?.desk?.live).toBe(true));
  view.unmount();
  await waitFor(() => expect(site.queue.counters[0]?.desk).toBeNull());
  site.queue.take('quay-1', 'may-khac');
  await open(site);
  expect((await screen.findByText(/Quầy này đang mở ở máy khác/)).getAttribute('role')).toBe('alert');
});
