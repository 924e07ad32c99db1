import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { CitizenCard } from '../../../shared/domain/scan-meaning.ts';
import { appError } from '../../../shared/errors.ts';
import type { FakeSite } from '../../host/fake/index.ts';
import { renderStation, stationHost, testSite } from '../../testing/render-window.tsx';

const card: CitizenCard = {
  number: '080185000003',
  oldNumber: null,
  name: 'Trần Thị Cẩm',
  birth: '1985-08-15',
  sex: 'female',
  address: 'Ấp 2, Xã Bình Mẫu, Long An',
  issued: null,
  extra: [],
  warnings: ['issue-date-missing-check-address'],
};

function siteWithQueue(): FakeSite {
  const site = testSite();
  site.queue.issue('A', 'normal');
  site.queue.issue('A', 'elderly');
  site.queue.issue('B', 'normal');
  return site;
}

const current = () => screen.getByRole('region', { name: 'Lượt hiện tại' });

async function open(site: FakeSite) {
  const view = renderStation(site, 'quay-1');
  await screen.findByRole('region', { name: 'Lượt hiện tại' });
  return view;
}

describe('queue', () => {
  it('shows who is next and why, and nobody of other counters', async () => {
    await open(siteWithQueue());
    const queue = screen.getByRole('region', { name: 'Hàng chờ' });
    const next = within(queue).getByRole('list', { name: 'Tiếp theo' });
    expect(within(next).getByText('A-002')).toBeTruthy();
    expect(within(next).getByText('Tiếp theo: Ưu tiên: Người cao tuổi')).toBeTruthy();
    expect(within(queue).getByText('A-001')).toBeTruthy();
    expect(within(queue).queryByText('B-001')).toBeNull();
  });

  it('goes through a visit by keys alone', async () => {
    const site = siteWithQueue();
    const { user } = await open(site);
    await user.keyboard('{F2}');
    await within(current()).findByText('A-002');
    await user.keyboard('{F3}');
    await within(current()).findByText(/Đã gọi 2 lần/);
    await user.keyboard('{F7}');
    await within(current()).findByText('Đang phục vụ');
    await user.keyboard('{F8}');
    await screen.findByRole('dialog', { name: 'Kết thúc lượt A-002' });
    await user.keyboard('3');
    await within(current()).findByText('Quầy đang trống');
    expect(site.requests.find(({ name }) => name === 'tickets.finish')?.input).toMatchObject({
      outcome: 'guided',
    });
  });

  it('puts a number that did not come back into the queue', async () => {
    const { user } = await open(siteWithQueue());
    await user.keyboard('{F2}');
    await within(current()).findByText('A-002');
    await user.keyboard('{F4}');
    await user.click(await screen.findByRole('button', { name: 'Đưa số A-002 lại vào hàng' }));
    await screen.findByText('Tiếp theo: Khách quay lại sau khi vắng mặt');
  });

  it('sends one command for a double click and for a key held down', async () => {
    const site = siteWithQueue();
    const { user } = await open(site);
    await user.dblClick(screen.getByRole('button', { name: 'Gọi số tiếp theo' }));
    await within(current()).findByText('A-002');
    await user.keyboard('{F3>5/}');
    await within(current()).findByText(/Đã gọi 2 lần/);
    expect(site.countOf('tickets.callNext')).toBe(1);
    expect(site.countOf('tickets.recall')).toBe(1);
  });

  it('offers only what the state of the visit allows', async () => {
    const { user } = await open(siteWithQueue());
    const isOff = (name: string): boolean => screen.getByRole<HTMLButtonElement>('button', { name }).disabled;
    expect([isOff('Gọi số tiếp theo'), isOff('Gọi lại'), isOff('Kết thúc')]).toEqual([false, true, true]);
    await user.keyboard('{F2}');
    await within(current()).findByText('A-002');
    expect([isOff('Gọi số tiếp theo'), isOff('Gọi lại'), isOff('Kết thúc')]).toEqual([true, false, false]);
  });

  it('says what failed and what to do next', async () => {
    const site = siteWithQueue();
    site.failNext('tickets.callNext', appError('central-timeout'));
    const { user } = await open(site);
    await user.keyboard('{F2}');
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('Máy chủ trung tâm không trả lời kịp.');
    expect(alert.textContent).toContain('Xem lại màn hình trước khi làm lại');
  });

  it('says since when central is away and how much is not confirmed', async () => {
    const site = siteWithQueue();
    await open(site);
    act(() => site.setCentral('away', 2));
    expect(screen.getByText(/Mất kết nối máy chủ trung tâm từ 09:20/)).toBeTruthy();
    expect(screen.getByText(/2 thao tác đã ghi lại trên máy này/)).toBeTruthy();
  });
});

/** A visit under way with the intake open and a procedure chosen by typing without diacritics. */
async function intake(site: FakeSite, words: string) {
  const view = await open(site);
  await view.user.keyboard('{F2}');
  await within(current()).findByText('A-002');
  await view.user.keyboard('{F7}');
  await within(current()).findByText('Đang phục vụ');
  await view.user.keyboard('{F6}');
  await screen.findByRole('region', { name: 'Tiếp nhận hồ sơ' });
  await view.user.keyboard('{Control>}f{/Control}');
  await view.user.keyboard(words);
  await screen.findAllByRole('option');
  await view.user.keyboard('{Enter}');
  await screen.findByRole('button', { name: 'Đổi thủ tục' });
  return view;
}

const field = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });

describe('intake', () => {
  it('takes a dossier in from a scanned card to the code, and prints receipt and label', async () => {
    const site = siteWithQueue();
    const { user } = await intake(site, 'khai sinh');
    act(() => site.scan('quay-1', { meaning: 'citizenCard', fields: card }));
    expect(field('Họ và tên').value).toBe('Trần Thị Cẩm');
    expect(screen.getByText(/Mã QR thiếu ngày cấp/)).toBeTruthy();
    await user.selectOptions(screen.getByRole('combobox', { name: 'Trường hợp' }), '1.001193.01');
    await user.click(screen.getByRole('button', { name: 'Đã nhận đủ theo quy định' }));
    await screen.findByText('16:30, ngày 03/03/2026');
    await user.keyboard('{Control>}{Enter}{/Control}');
    const code = await screen.findByRole('status', { name: 'Mã hồ sơ' });
    expect(code.textContent).toBe('H39.30-260302-0001');
    const papers = screen.getByRole('region', { name: 'Giấy tờ in ra' });
    await waitFor(() => expect(within(papers).getAllByText(/Đã in$/)).toHaveLength(2));
    expect(site.dossiers.all[0]).toMatchObject({ totalFee: 0, submitter: { number: '080185000003' } });
    expect(site.dossiers.all[0]?.ticketId).toBe(site.queue.tickets[1]?.id);
  });

  it('does not take in twice on two presses', async () => {
    const site = siteWithQueue();
    const { user } = await intake(site, 'ket hon');
    await user.type(field('Họ và tên'), 'Lê Văn Mẫu');
    await user.click(screen.getByRole('button', { name: 'Đã nhận đủ theo quy định' }));
    await user.keyboard('{Control>}{Enter}{Enter}{/Control}');
    await screen.findByRole('status', { name: 'Mã hồ sơ' });
    expect(site.countOf('dossiers.receive')).toBe(1);
  });

  it('prints no receipt for what is settled at once, unless it is asked for', async () => {
    const site = siteWithQueue();
    const { user } = await intake(site, 'chung thuc ban sao');
    await user.type(field('Họ và tên'), 'Lê Văn Mẫu');
    await user.click(screen.getByRole('button', { name: 'Đã nhận đủ theo quy định' }));
    await user.keyboard('{Control>}{Enter}{/Control}');
    await screen.findByText('Giải quyết ngay: không in giấy tiếp nhận.');
    await waitFor(() => expect(site.printing.jobs.map(({ kind }) => kind)).toEqual(['label']));
    await user.click(screen.getByRole('button', { name: 'In giấy tiếp nhận theo yêu cầu' }));
    await waitFor(() => expect(site.printing.jobs.map(({ kind }) => kind)).toEqual(['receipt', 'label']));
  });

  it('wants the amount that the province sets, and goes to the field', async () => {
    const site = siteWithQueue();
    const { user } = await intake(site, 'ho kinh doanh');
    await user.type(field('Họ và tên'), 'Lê Văn Mẫu');
    await user.click(screen.getByRole('button', { name: 'Đã nhận đủ theo quy định' }));
    await user.keyboard('{Control>}{Enter}{/Control}');
    const amount = field('Mức thu: Lệ phí đăng ký hộ kinh doanh');
    await waitFor(() => expect(document.activeElement).toBe(amount));
    expect(site.countOf('dossiers.receive')).toBe(0);
    await user.type(amount, '100.000');
    expect(screen.getByText('100.000 đ')).toBeTruthy();
    await user.keyboard('{Control>}{Enter}{/Control}');
    await screen.findByRole('status', { name: 'Mã hồ sơ' });
    expect(site.dossiers.all[0]?.totalFee).toBe(100_000);
  });

  it('shows central’s refusal of missing papers in place and loses nothing', async () => {
    const site = siteWithQueue();
    const { user } = await intake(site, 'ket hon');
    await user.type(field('Họ và tên'), 'Lê Văn Mẫu');
    await user.keyboard('{Control>}{Enter}{/Control}');
    await screen.findByText('Hồ sơ còn thiếu giấy tờ bắt buộc.');
    expect(field('Họ và tên').value).toBe('Lê Văn Mẫu');
  });

  it('asks before leaving, keeps the draft, and brings it back', async () => {
    const site = siteWithQueue();
    const { user } = await intake(site, 'ket hon');
    await user.type(field('Họ và tên'), 'Lê Văn Mẫu');
    await user.keyboard('{Escape}');
    await screen.findByRole('dialog', { name: 'Đóng bản đang nhập?' });
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(field('Họ và tên').value).toBe('Lê Văn Mẫu');
    await user.keyboard('{Escape}');
    await user.click(await screen.findByRole('button', { name: 'Giữ lại, nhập tiếp sau' }));
    await user.click(await screen.findByRole('button', { name: 'Nhập tiếp' }));
    expect(field('Họ và tên').value).toBe('Lê Văn Mẫu');
    expect(screen.getByRole('button', { name: 'Đổi thủ tục' })).toBeTruthy();
  });

  it('warns when the draft belongs to another visit than the one at the counter', async () => {
    const site = siteWithQueue();
    const { user } = await intake(site, 'ket hon');
    await user.type(field('Họ và tên'), 'Lê Văn Mẫu');
    await user.keyboard('{F8}');
    await screen.findByRole('dialog');
    await user.keyboard('1');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await user.keyboard('{F2}');
    await within(current()).findByText('A-001');
    await screen.findByText(/thuộc lượt A-002, quầy đang phục vụ lượt A-001/);
    await user.click(screen.getByRole('button', { name: 'Bỏ và nhập mới cho lượt hiện tại' }));
    expect(field('Họ và tên').value).toBe('');
  });

  it('lets a person say what became of a printout of which nobody knows', async () => {
    const site = siteWithQueue();
    site.printing.setFault('receipt', 'dropMidJob', true);
    const { user } = await intake(site, 'ket hon');
    await user.type(field('Họ và tên'), 'Lê Văn Mẫu');
    await user.click(screen.getByRole('button', { name: 'Đã nhận đủ theo quy định' }));
    await user.keyboard('{Control>}{Enter}{/Control}');
    const receipt = await screen.findByRole('article', { name: /^Giấy tiếp nhận hồ sơ/ });
    await within(receipt).findByText('Nhìn khay giấy: bản in này đã ra chưa?');
    await within(receipt).findByRole('img');
    expect(within(receipt).queryByRole('button', { name: 'In' })).toBeNull();
    await user.click(within(receipt).getByRole('button', { name: 'Chưa in' }));
    site.printing.setFault('receipt', 'dropMidJob', false);
    await user.click(await within(receipt).findByRole('button', { name: 'In' }));
    await within(receipt).findByText(/Đã in$/);
    await user.click(within(receipt).getByRole('button', { name: 'In lại' }));
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'In lại' }));
    await within(dialog).findByText('Nhập lý do in lại.');
    await user.type(within(dialog).getByRole('textbox'), 'Khách làm mất');
    await user.click(within(dialog).getByRole('button', { name: 'In lại' }));
    await screen.findByText(/Bản in lại lần 1/);
  });
});

/** A dossier that lies ready. */
async function withDossier(site: FakeSite): Promise<string> {
  const person = {
    number: '080185000003',
    name: 'Trần Thị Cẩm',
    birth: null,
    sex: null,
    address: '',
    phone: '',
    email: '',
  };
  const answer = await stationHost(site, 'quay-2').call('dossiers.receive', {
    procedureCode: '1.000894',
    caseCode: '1.000894.01',
    submitter: person,
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

describe('scans', () => {
  it('opens the dossier of a scanned receipt and hands over its result', async () => {
    const site = siteWithQueue();
    const code = await withDossier(site);
    const { user } = await open(site);
    act(() => site.scan('quay-1', { meaning: 'dossier', fields: { code, format: '2020' } }));
    const panel = await screen.findByRole('region', { name: `Hồ sơ ${code}` });
    await user.click(within(panel).getByRole('button', { name: 'Chuyển xử lý' }));
    await user.click(await screen.findByRole('button', { name: 'Xác nhận: Chuyển xử lý' }));
    await user.click(await within(panel).findByRole('button', { name: 'Có kết quả' }));
    await user.click(await screen.findByRole('button', { name: 'Xác nhận: Có kết quả' }));
    await user.click(await within(panel).findByRole('button', { name: 'Trả kết quả' }));
    const dialog = await screen.findByRole('dialog', { name: `Trả kết quả hồ sơ ${code}` });
    act(() => site.scan('quay-1', { meaning: 'citizenCard', fields: { ...card, number: '080090000001' } }));
    await within(dialog).findByText(/không phải của người nộp hay chủ hồ sơ/);
    act(() => site.scan('quay-1', { meaning: 'citizenCard', fields: card }));
    await within(dialog).findByText('Căn cước vừa quét khớp với người nộp hồ sơ.');
    await user.click(within(dialog).getByRole('button', { name: 'Trả kết quả' }));
    await within(panel).findByText('Hồ sơ đã kết thúc, không còn bước nào.');
    expect(site.requests.filter(({ name }) => name === 'dossiers.move').at(-1)?.input).toMatchObject({
      to: 10,
      receivedBy: 'Trần Thị Cẩm',
    });
  });

  it('wants a reason for a step that the citizen must be told about', async () => {
    const site = siteWithQueue();
    const code = await withDossier(site);
    const { user } = await open(site);
    act(() => site.scan('quay-1', { meaning: 'dossier', fields: { code, format: '2020' } }));
    await user.click(await screen.findByRole('button', { name: 'Dừng xử lý' }));
    const confirm = await screen.findByRole('button', { name: 'Xác nhận: Dừng xử lý' });
    await user.click(confirm);
    await screen.findByText('Nhập lý do.');
    expect(site.countOf('dossiers.move')).toBe(0);
    await user.type(screen.getByRole('textbox', { name: 'Lý do' }), 'Trùng hồ sơ');
    await user.click(confirm);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(screen.getAllByText('Dừng xử lý')).not.toHaveLength(0);
    expect(screen.getByText('Trùng hồ sơ')).toBeTruthy();
  });

  it('never acts behind a dialog, but says what was scanned', async () => {
    const site = siteWithQueue();
    const code = await withDossier(site);
    const { user, sounds } = await open(site);
    await user.keyboard('{F2}');
    await within(current()).findByText('A-002');
    await user.keyboard('{F8}');
    const dialog = within(await screen.findByRole('dialog'));
    act(() => site.scan('quay-1', { meaning: 'dossier', fields: { code, format: '2020' } }));
    await dialog.findByText(`Vừa quét hồ sơ ${code}. Hãy đóng hộp thoại đang mở rồi quét lại.`);
    expect(site.countOf('dossiers.open')).toBe(0);
    expect(sounds.refusals).toBe(1);
    await user.keyboard('{Escape}');
    await screen.findByText(`Vừa quét hồ sơ ${code} khi hộp thoại đang mở. Hãy quét lại.`);
  });

  it('keeps the half-entered dossier when another is scanned', async () => {
    const site = siteWithQueue();
    const code = await withDossier(site);
    const { user } = await intake(site, 'ket hon');
    await user.type(field('Họ và tên'), 'Lê Văn Mẫu');
    act(() => site.scan('quay-1', { meaning: 'dossier', fields: { code, format: '2020' } }));
    await screen.findByRole('region', { name: `Hồ sơ ${code}` });
    await user.keyboard('{Escape}');
    await user.click(await screen.findByRole('button', { name: 'Nhập tiếp' }));
    expect(field('Họ và tên').value).toBe('Lê Văn Mẫu');
  });

  it('points out a scanned ticket', async () => {
    const site = siteWithQueue();
    await open(site);
    const { id, number } = site.queue.tickets[0]!;
    act(() => site.scan('quay-1', { meaning: 'ticket', fields: { ticketId: id, number } }));
    await screen.findByText('Số A-001: Đang chờ.');
    const line = screen.getByText('A-001', { selector: 'li span' }).closest('li');
    expect(line?.getAttribute('data-selected')).toBe('true');
  });

  it('says what a refused scan was, with a sound', async () => {
    const site = siteWithQueue();
    const { sounds } = await open(site);
    act(() =>
      site.scan('quay-1', {
        meaning: 'refused',
        fields: { kind: 'payment', error: appError('scan-foreign') },
      }),
    );
    await screen.findByText(/Mã vừa quét: mã QR thanh toán\. Quét căn cước/);
    expect(sounds.refusals).toBe(1);
  });

  it('does not take a card where nobody is being served', async () => {
    const site = siteWithQueue();
    await open(site);
    act(() => site.scan('quay-1', { meaning: 'citizenCard', fields: card }));
    await screen.findByText(/Vừa quét căn cước: tìm thấy 0 hồ sơ .* nhấn F6/);
    expect(screen.queryByRole('region', { name: 'Tiếp nhận hồ sơ' })).toBeNull();
  });

  it('gets the name of a known person for a card of which only the number was read', async () => {
    const site = siteWithQueue();
    await withDossier(site);
    await intake(site, 'ket hon');
    act(() => site.scan('quay-1', { meaning: 'citizenCard', fields: { ...card, name: null, birth: null } }));
    await waitFor(() => expect(field('Họ và tên').value).toBe('Trần Thị Cẩm'));
    expect(screen.getByText(/Đã có thông tin của người này/)).toBeTruthy();
  });
});

it('lists the keys in one help', async () => {
  const { user } = await open(siteWithQueue());
  await user.keyboard('?');
  const help = await screen.findByRole('dialog', { name: 'Phím tắt' });
  expect(within(help).getByText('Gọi số tiếp theo')).toBeTruthy();
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});
