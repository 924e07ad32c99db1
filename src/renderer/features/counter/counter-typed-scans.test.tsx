import { act, screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { CitizenCard } from '../../../shared/domain/scan-meaning.ts';
import { appError } from '../../../shared/errors.ts';
import { renderStation, renderWindow, testSite } from '../../testing/render-window.tsx';

const card: CitizenCard = {
  number: '080185000003',
  oldNumber: null,
  name: null,
  birth: '1985-08-15',
  sex: 'female',
  address: '',
  issued: null,
  extra: [],
  warnings: ['letters-lost'],
};

async function counter() {
  const site = testSite();
  const view = renderStation(site, 'quay-1');
  await screen.findByRole('region', { name: 'Lượt hiện tại' });
  return { site, ...view };
}

it('a code that an input method changed: one line says so and what to do, with a sound', async () => {
  const { site, sounds } = await counter();
  const error = appError('scan-input-method');
  act(() => site.scan('quay-1', { meaning: 'refused', fields: { kind: 'inputMethod', error } }, 'altered'));
  screen.getByText(/Bộ gõ tiếng Việt .* đã làm sai mã vừa quét\. Tắt bộ gõ rồi quét lại\./);
  expect(sounds.refusals).toBe(1);
});

it('a code that came through under an input method acts, and the line still says to turn it off', async () => {
  const { site, sounds } = await counter();
  act(() =>
    site.scan('quay-1', { meaning: 'ticket', fields: { ticketId: 'x', number: 'A-001' } }, 'inputMethod'),
  );
  screen.getByText(/Số A-001 .*Bộ gõ tiếng Việt đang bật/);
  expect(sounds.refusals).toBe(1);
});

it('Caps Lock is named where a scan was refused', async () => {
  const { site } = await counter();
  const error = appError('scan-unknown');
  act(() => site.scan('quay-1', { meaning: 'refused', fields: { kind: 'unknown', error } }, 'capsLock'));
  screen.getByText(/mã lạ.*Caps Lock đang bật/);
});

it('a typed card gives what survives, says so, and keeps nothing of another person', async () => {
  const { site, sounds, user } = await counter();
  await user.keyboard('{F6}');
  await user.type(await screen.findByRole('textbox', { name: /Số căn cước/ }), '080090000001');
  await user.type(screen.getByRole('textbox', { name: /Họ và tên/ }), 'Nguyễn Văn An');
  act(() => site.scan('quay-1', { meaning: 'citizenCard', fields: card }, 'none'));
  await screen.findByText(/chỉ lấy số căn cước, ngày sinh và giới tính/);
  expect(sounds.refusals).toBe(1);
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: /Số căn cước/ }).value).toBe(card.number);
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: /Họ và tên/ }).value).toBe('');
});

it('a card on the queue screen finds the dossiers of its person', async () => {
  const { site, user } = await counter();
  act(() => site.scan('quay-1', { meaning: 'citizenCard', fields: { ...card, name: 'Trần Thị Cẩm' } }));
  await screen.findByText(/tìm thấy 0 hồ sơ/);
  expect(screen.queryByRole('region', { name: 'Tiếp nhận hồ sơ' })).toBeNull();
  await user.keyboard('{F6}');
  await screen.findByRole('region', { name: 'Tiếp nhận hồ sơ' });
  site.failNext('dossiers.search', appError('central-timeout'));
  await user.keyboard('{Escape}');
  act(() => site.scan('quay-1', { meaning: 'citizenCard', fields: { ...card, number: '080185000004' } }));
  await screen.findByText(/Máy chủ trung tâm không trả lời kịp/, { selector: 'span' });
});

it('the test code tells whether letters came through', async () => {
  const { site, sounds } = await counter();
  act(() => site.scan('quay-1', { meaning: 'testCode', fields: { letters: 'whole' } }));
  screen.getByText(/chữ tiếng Việt còn nguyên/);
  expect(sounds.refusals).toBe(0);
  act(() => site.scan('quay-1', { meaning: 'testCode', fields: { letters: 'lost' } }));
  screen.getByText(/chữ tiếng Việt bị mất/);
  expect(sounds.refusals).toBe(1);
});

it('another window says where a scan could be used', async () => {
  const site = testSite();
  const { sounds } = renderWindow(site, { window: 'settings', station: null });
  await screen.findByText('Tệp cấu hình', { exact: false });
  act(() => site.emit('scanning.unplaced', { what: 'citizenCard', station: 'Quầy 1' }));
  screen.getByText('Vừa quét căn cước, nhưng màn hình Quầy 1 chưa mở. Hãy mở màn hình đó rồi quét lại.');
  act(() => site.emit('scanning.unplaced', { what: 'dossier', station: null }));
  screen.getByText(/chưa trạm nào dùng máy quét này/);
  expect(sounds.refusals).toBe(2);
});
