import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { renderStation, testSite } from '../../testing/render-window.tsx';
import { confirmSeconds } from './Confirm.tsx';
import { issuedSeconds, unprintedSeconds } from './Issued.tsx';

const group = { name: 'Hộ tịch, chứng thực' };

async function takeNumber(user: ReturnType<typeof renderStation>['user']): Promise<void> {
  await user.click(await screen.findByRole('button', group));
  await user.click(screen.getByRole('button', { name: 'Lấy số' }));
}

it('gives a number, tells how many wait before, and says when the slip is out', async () => {
  const site = testSite();
  site.queue.issue('A', 'normal');
  const { user } = renderStation(site, 'kiosk');
  await takeNumber(user);
  const issued = await screen.findByRole('region', { name: 'Số của quý khách' });
  expect(within(issued).getByText('A-002')).toBeTruthy();
  // The wait that was named before, not that of whoever comes next.
  expect(
    within(issued).getByText(/Còn 1 người chờ trước quý khách · Dự kiến chờ khoảng 6 phút/),
  ).toBeTruthy();
  await screen.findByText('Mời quý khách lấy phiếu và chờ gọi số.');
});

it('asks for priority before taking the number, and marks the number with it', async () => {
  const site = testSite();
  const { user } = renderStation(site, 'kiosk');
  await user.click(await screen.findByRole('button', group));
  const choice = screen.getByRole('button', { name: 'Người cao tuổi' });
  await user.click(choice);
  expect(choice.getAttribute('aria-pressed')).toBe('true');
  await user.click(screen.getByRole('button', { name: 'Lấy số' }));
  await screen.findByText(/Ưu tiên: Người cao tuổi/);
  expect(site.queue.tickets[0]?.priority).toBe('elderly');
});

it('keeps the number large when the paper fails; printing again takes no second number', async () => {
  const site = testSite();
  site.printing.setFault('ticket', 'paperOut', true);
  const { user } = renderStation(site, 'kiosk');
  await takeNumber(user);
  await screen.findByText('Chưa in được phiếu. Số của quý khách là A-001.');
  expect(screen.getByText('Máy in hết giấy.')).toBeTruthy();
  site.printing.setFault('ticket', 'paperOut', false);
  await user.click(screen.getByRole('button', { name: 'In phiếu' }));
  await screen.findByText('Mời quý khách lấy phiếu và chờ gọi số.');
  expect(screen.getByText('A-001')).toBeTruthy();
  expect(site.queue.tickets).toHaveLength(1);
});

it('does not offer to print again when nobody knows whether the slip came out', async () => {
  const site = testSite();
  site.printing.setFault('ticket', 'dropMidJob', true);
  const { user } = renderStation(site, 'kiosk');
  await takeNumber(user);
  await screen.findByText('Không rõ phiếu đã in hay chưa. Số của quý khách là A-001.');
  expect(screen.queryByRole('button', { name: 'In phiếu' })).toBeNull();
});

it('offers no closed service, and says so', async () => {
  const site = testSite();
  site.queue.groups[0]!.open = false;
  renderStation(site, 'kiosk');
  const tile = await screen.findByRole('button', group);
  expect((tile as HTMLButtonElement).disabled).toBe(true);
  expect(within(tile).getByText(/Hiện không cấp số/)).toBeTruthy();
});

it('says what to do while central is away, and comes back by itself', async () => {
  const site = testSite();
  renderStation(site, 'kiosk');
  await screen.findByRole('button', group);
  act(() => site.setCentral('away'));
  expect(screen.getByRole('alert').textContent).toContain('Mời quý khách hỏi cán bộ hướng dẫn');
  act(() => site.setCentral('connected'));
  expect(screen.getByRole('button', group)).toBeTruthy();
});

it('keeps a number on the screen when central goes away after it was given', async () => {
  const site = testSite();
  const { user } = renderStation(site, 'kiosk');
  await takeNumber(user);
  await screen.findByText('A-001');
  act(() => site.setCentral('away'));
  expect(screen.getByText('A-001')).toBeTruthy();
});

it('speaks English to one visitor and Vietnamese to the next', async () => {
  const site = testSite();
  const { user } = renderStation(site, 'kiosk');
  await user.click(await screen.findByRole('button', { name: 'English' }));
  await user.click(screen.getByRole('button', { name: 'Civil status, certification' }));
  await user.click(screen.getByRole('button', { name: 'Take a number' }));
  await screen.findByText('Please take your slip and wait for your number to be called.');
  expect(document.documentElement.lang).toBe('en');
  await user.click(screen.getByRole('button', { name: 'Done' }));
  expect(await screen.findByRole('button', group)).toBeTruthy();
});

it('goes back to the start after a while, with a countdown that can be extended', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const site = testSite();
  renderStation(site, 'kiosk');
  fireEvent.click(await screen.findByRole('button', group));
  const seconds = async (count: number): Promise<void> => {
    for (let passed = 0; passed < count; passed += 1)
      await act(async () => {
        await vi.advanceTimersByTimeAsync(1000);
      });
  };
  await seconds(confirmSeconds - 5);
  fireEvent.click(screen.getByRole('button', { name: 'Cần thêm thời gian' }));
  await seconds(confirmSeconds - 5);
  expect(screen.getByRole('button', { name: 'Lấy số' })).toBeTruthy();
  await seconds(10);
  expect(screen.queryByRole('button', { name: 'Lấy số' })).toBeNull();
  expect(screen.getByRole('button', group)).toBeTruthy();
});

it('gives more time to remember a number that was not printed', () => {
  expect(unprintedSeconds).toBeGreaterThan(issuedSeconds);
});

it('leads nowhere but to a number', async () => {
  const site = testSite();
  const { user } = renderStation(site, 'kiosk');
  await screen.findByRole('button', group);
  await user.keyboard('{F2}{F6}{F8}{F10}{Control>}o{/Control}{Control>}{Shift>}f{/Shift}{/Control}');
  const asked = new Set(site.requests.map(({ name }) => name));
  expect(asked).not.toContain('station.fullScreen');
  expect(asked).not.toContain('station.open');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

it('says of a service outside its hours when numbers are given out again', async () => {
  const site = testSite();
  Object.assign(site.queue.groups[0]!, { open: false, opensAt: '2026-03-02T13:15:00+07:00' });
  renderStation(site, 'kiosk');
  expect(await screen.findByText('Ngoài giờ cấp số. Cấp số lại lúc 13:15, ngày 02/03/2026.')).toBeTruthy();
});
