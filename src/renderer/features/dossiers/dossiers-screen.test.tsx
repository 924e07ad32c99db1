import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { FakeSite } from '../../host/fake/index.ts';
import { renderStation, stationHost, testSite } from '../../testing/render-window.tsx';

async function receive(site: FakeSite, name: string, number: string | null = null): Promise<string> {
  const answer = await stationHost(site, 'quay-1').call('dossiers.receive', {
    procedureCode: '1.000894',
    caseCode: '1.000894.01',
    submitter: { number, name, birth: null, sex: null, address: '', phone: '', email: '' },
    papers: ['p1', 'p2'].map((paperId) => ({
      paperId,
      name: paperId,
      originals: 1,
      certified: 0,
      copies: 0,
    })),
  });
  if (!answer.ok) throw new Error(answer.error.code);
  return answer.value.code;
}

async function open(site: FakeSite) {
  const view = renderStation(site, 'quay-1');
  await screen.findByRole('region', { name: 'Lượt hiện tại' });
  return view;
}

async function openDossier(site: FakeSite, code: string): Promise<HTMLElement> {
  act(() => site.scan('quay-1', { meaning: 'dossier', fields: { code, format: '2020' } }));
  return screen.findByRole('region', { name: `Hồ sơ ${code}` });
}

describe('a new appointment', () => {
  it('is given once, with day and reason, and stands in the history', async () => {
    const site = testSite();
    const code = await receive(site, 'Trần Thị Cẩm');
    const { user } = await open(site);
    const panel = await openDossier(site, code);
    await user.click(within(panel).getByRole('button', { name: 'Xin lỗi và hẹn lại' }));
    const dialog = await screen.findByRole('dialog', { name: 'Xin lỗi và hẹn lại' });
    await user.type(within(dialog).getByRole('textbox', { name: 'Ngày hẹn mới' }), '20/03/2026');
    await user.type(within(dialog).getByRole('textbox', { name: 'Lý do' }), 'Chờ ý kiến');
    await user.click(within(dialog).getByRole('button', { name: 'Hẹn lại' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(site.requests.find(({ name }) => name === 'dossiers.reappoint')?.input).toEqual({
      code,
      dueAt: '2026-03-20T16:30:00+07:00',
      reason: 'Chờ ý kiến',
    });
    await within(panel).findByText('Hẹn lại đến 16:30, ngày 20/03/2026');
    expect(within(panel).queryByRole('button', { name: 'Xin lỗi và hẹn lại' })).toBeNull();
  });

  it('asks for what is missing, and says what a day must be', async () => {
    const site = testSite();
    const code = await receive(site, 'Trần Thị Cẩm');
    const { user } = await open(site);
    const panel = await openDossier(site, code);
    await user.click(within(panel).getByRole('button', { name: 'Xin lỗi và hẹn lại' }));
    const dialog = await screen.findByRole('dialog', { name: 'Xin lỗi và hẹn lại' });
    await user.click(within(dialog).getByRole('button', { name: 'Hẹn lại' }));
    await within(dialog).findByText('Nhập lý do.');
    await within(dialog).findByText('Ngày giờ hẹn mới phải sau ngày hẹn cũ và vào ngày làm việc.');
    await user.type(within(dialog).getByRole('textbox', { name: 'Lý do' }), 'Chờ');
    await user.type(within(dialog).getByRole('textbox', { name: 'Ngày hẹn mới' }), '02/03/2026');
    await user.click(within(dialog).getByRole('button', { name: 'Hẹn lại' }));
    expect(site.countOf('dossiers.reappoint')).toBe(0);
  });
});

describe('the search', () => {
  it('finds a dossier, opens it, and goes back to the latest', async () => {
    const site = testSite();
    const code = await receive(site, 'Trần Thị Cẩm', '080185000003');
    await receive(site, 'Lê Văn Khác');
    const { user } = await open(site);
    await user.type(screen.getByRole('textbox', { name: 'Tìm hồ sơ' }), '080185000003{Enter}');
    const found = await screen.findByRole('region', { name: 'Kết quả tìm hồ sơ' });
    expect(within(found).getAllByRole('listitem')).toHaveLength(1);
    expect(found.textContent).not.toContain('Trần Thị Cẩm');
    await user.click(within(found).getByRole('button', { name: 'Xóa' }));
    const recent = await screen.findByRole('region', { name: 'Hồ sơ tiếp nhận gần đây' });
    expect(within(recent).getAllByRole('listitem')).toHaveLength(2);
    await user.type(screen.getByRole('textbox', { name: 'Tìm hồ sơ' }), `${code}{Enter}`);
    await user.click(await screen.findByRole('button', { name: new RegExp(code) }));
    await screen.findByRole('region', { name: `Hồ sơ ${code}` });
  });

  it('says that nothing fits, and shows more page by page', async () => {
    const site = testSite();
    for (let count = 0; count < 25; count += 1) await receive(site, 'Trần Thị Cẩm');
    const { user } = await open(site);
    const field = screen.getByRole('textbox', { name: 'Tìm hồ sơ' });
    await user.type(field, 'Không Có Ai{Enter}');
    await screen.findByText(/Không có hồ sơ nào khớp/);
    await user.clear(field);
    await user.type(field, 'tran thi cam{Enter}');
    const found = await screen.findByRole('region', { name: 'Kết quả tìm hồ sơ' });
    await waitFor(() => expect(within(found).getAllByRole('listitem')).toHaveLength(20));
    await user.click(within(found).getByRole('button', { name: 'Xem thêm' }));
    await waitFor(() => expect(within(found).getAllByRole('listitem')).toHaveLength(25));
    expect(within(found).queryByRole('button', { name: 'Xem thêm' })).toBeNull();
  });

  it('tells why it cannot, and keeps the latest', async () => {
    const site = testSite();
    await receive(site, 'Trần Thị Cẩm');
    const { user } = await open(site);
    site.failNext('dossiers.search', { code: 'central-timeout' });
    await user.type(screen.getByRole('textbox', { name: 'Tìm hồ sơ' }), 'x{Enter}');
    await screen.findByRole('alert');
    expect(screen.getByRole('region', { name: 'Hồ sơ tiếp nhận gần đây' })).toBeTruthy();
  });
});
