import { fireEvent, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { Appointment } from '../../../shared/api/appointments.ts';
import { renderStation, testSite } from '../../testing/render-window.tsx';

type Site = ReturnType<typeof testSite>;
const person = { name: 'Trần Thị Thử Nghiệm', number: '080090000001', phone: '' };

/** An appointment in one of the next slots of the fake site. */
function booked(site: Site, at = 0): Appointment {
  const day = new Date(site.now() + 7 * 3_600_000).toISOString().slice(0, 10);
  const slot = site.appointments.slots(day).items.filter(({ groupCode }) => groupCode === 'A')[at];
  if (slot === undefined) throw new Error('no slot is left');
  const answer = site.appointments.book({ groupCode: 'A', from: slot.from, priority: 'normal', person });
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value;
}

async function open(user: ReturnType<typeof renderStation>['user']): Promise<void> {
  await user.click(await screen.findByRole('button', { name: /Tôi có lịch hẹn/ }));
}
function type(code: string): void {
  for (const key of code.slice(4)) fireEvent.click(screen.getByRole('button', { name: key }));
}

/** The clock of the test stands at nine in the morning of a day. */
const nine = Date.parse('2026-03-02T09:00:00+07:00');

it('gives the number of an appointment whose code is typed', async () => {
  const site = testSite({ now: () => nine });
  const { code } = booked(site);
  const { user } = renderStation(site, 'kiosk');
  await open(user);
  type(code);
  await user.click(screen.getByRole('button', { name: 'Lấy số' }));
  await screen.findByText('A-001');
  screen.getByText(/từ giờ đó quý khách được gọi theo lịch hẹn/);
});

it('says that a code is wrong before it is sent', async () => {
  const site = testSite({ now: () => nine });
  const { user } = renderStation(site, 'kiosk');
  await open(user);
  type('HEN-2222223');
  await screen.findByText(/Mã chưa đúng/);
  expect(screen.getByRole('button', { name: 'Lấy số' }).hasAttribute('disabled')).toBe(true);
});

it('says when to come where it is too early, and offers an ordinary number', async () => {
  const site = testSite({ now: () => nine });
  const { code } = booked(site, 4);
  const { user } = renderStation(site, 'kiosk');
  await open(user);
  type(code);
  await user.click(screen.getByRole('button', { name: 'Lấy số' }));
  await screen.findByText(/lấy số được từ 10:45/);
  await user.click(screen.getByRole('button', { name: 'Lấy số thường' }));
  await screen.findByText('Quý khách đến làm thủ tục gì?');
  expect(site.queue.tickets).toHaveLength(0);
});
