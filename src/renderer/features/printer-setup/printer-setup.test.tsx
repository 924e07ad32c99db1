import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { StationConfig } from '../../../shared/contract/config.ts';
import { appError } from '../../../shared/errors.ts';
import type { FakeSite } from '../../host/fake/index.ts';
import { renderWindow, testSite } from '../../testing/render-window.tsx';

const network = 'tcp://192.168.1.50:9100';

function siteWithPrinters(): FakeSite {
  const site = testSite();
  site.printerSetup.printers.push(
    {
      place: 'local',
      found: { way: 'usb', address: 'usb:/dev/usb/lp0', name: '/dev/usb/lp0', model: 'EPSON TM-T82' },
      model: 'TM-T82',
    },
    { place: 'local', found: { way: 'queue', address: 'lab:ticket', name: 'Máy in phiếu số' } },
    { place: 'network', found: { way: 'network', address: network, name: '192.168.1.50' }, answers: 'no' },
  );
  return site;
}

async function openWizard(site: FakeSite) {
  const view = renderWindow(site, { window: 'settings', station: null });
  await screen.findByText(/Tệp cấu hình/);
  await view.user.keyboard('{Control>}i{/Control}');
  await screen.findByRole('heading', { name: 'Thêm máy in: Tìm máy in' });
  return view;
}

describe('adding a printer', () => {
  it('goes by keyboard alone from finding to a saved printer with its width and papers', async () => {
    const site = siteWithPrinters();
    const { user } = await openWizard(site);
    const radio = await screen.findByRole('radio', { name: /EPSON TM-T82/ });
    act(() => radio.focus());
    await user.keyboard(' ');
    await user.keyboard('{Alt>}{ArrowRight}{/Alt}');
    await screen.findByText('Tên máy: TM-T82');
    expect(screen.getByRole<HTMLSelectElement>('combobox', { name: 'Kiểu máy in' }).value).toBe(
      'epson-tm-t82',
    );
    await user.keyboard('{Alt>}{ArrowRight}{/Alt}');
    await screen.findByRole('heading', { name: 'Thêm máy in: Khổ giấy' });
    expect(document.activeElement?.textContent).toBe('Thêm máy in: Khổ giấy');
    await user.keyboard('{Control>}t{/Control}');
    await screen.findByText('Đã in xong, máy in xác nhận.');
    expect(site.printerSetup.prints[0]?.paper).toEqual({ type: 'rulers', widths: [512, 576, 640] });
    await user.click(screen.getByRole('radio', { name: 'Thước C (512 điểm)' }));
    expect(screen.getByText('Khổ in: 512 điểm')).toBeTruthy();
    await user.keyboard('{Alt>}{ArrowRight}{/Alt}');
    await user.keyboard('{Control>}t{/Control}');
    await screen.findByText('Chữ rõ, đủ dấu, không mất ở hai mép?');
    expect(site.printerSetup.prints[1]).toMatchObject({ profile: 'epson-tm-t82', widthDots: 512 });
    for (const question of screen.getAllByRole('radiogroup'))
      await user.click(within(question).getByRole('radio', { name: 'Có' }));
    await user.keyboard('{Alt>}{ArrowRight}{/Alt}');
    const name = await screen.findByRole('textbox', { name: 'Tên máy in' });
    expect(screen.getByText('Đã in thử đạt.')).toBeTruthy();
    await user.clear(name);
    await user.type(name, 'Máy in quầy 2');
    const counter = screen.getByRole('group', { name: 'Quầy 2' });
    await user.click(within(counter).getByRole('checkbox', { name: /Giấy tiếp nhận/ }));
    await user.keyboard('{Control>}s{/Control}');
    await screen.findByText('Đã lưu.');
    expect(site.config.printers.at(-1)).toEqual({
      id: 'may-in-1',
      name: 'Máy in quầy 2',
      address: 'usb:/dev/usb/lp0',
      profile: 'epson-tm-t82',
      widthDots: 512,
    });
    expect(site.config.stations.find(({ id }) => id === 'quay-2')?.printers.receipt).toBe('may-in-1');
    expect(StationConfig.safeParse(site.config).success).toBe(true);
    // Whoever works by keyboard goes on where the set-up began.
    expect(document.activeElement?.textContent).toContain('Thêm máy in');
  });

  it('leaves nothing when it is left in the middle', async () => {
    const site = siteWithPrinters();
    const { user } = await openWizard(site);
    await user.click(await screen.findByRole('radio', { name: /EPSON TM-T82/ }));
    await user.keyboard('{Alt>}{ArrowRight}{/Alt}');
    await screen.findByText('Tên máy: TM-T82');
    const before = structuredClone(site.config);
    await user.keyboard('{Escape}');
    await screen.findByText(/Tệp cấu hình/);
    expect(site.config).toEqual(before);
    expect(site.countOf('settings.write')).toBe(0);
    expect(site.printerSetup.left).toBe(1);
  });

  it('keeps what is unsaved in the settings', async () => {
    const site = siteWithPrinters();
    const { user } = renderWindow(site, { window: 'settings', station: null });
    await user.type(await screen.findByRole('textbox', { name: 'Mã đơn vị' }), '-2');
    await user.keyboard('{Control>}i{/Control}');
    await user.click(await screen.findByRole('radio', { name: /EPSON TM-T82/ }));
    for (const _step of ['check', 'ruler', 'sample', 'name']) {
      await waitFor(() => expect(screen.queryByText('Đang hỏi máy in…')).toBeNull());
      await user.keyboard('{Alt>}{ArrowRight}{/Alt}');
    }
    expect(await screen.findByText('Chưa in thử trên máy này.')).toBeTruthy();
    await user.keyboard('{Control>}s{/Control}');
    await waitFor(() => expect(site.config.printers).toHaveLength(4));
    expect(site.config.siteId).toBe('mau');
    expect((await screen.findByRole<HTMLInputElement>('textbox', { name: 'Mã đơn vị' })).value).toBe('mau-2');
    await user.keyboard('{Control>}s{/Control}');
    await waitFor(() => expect(site.config.siteId).toBe('mau-2'));
    expect(site.config.printers).toHaveLength(4);
  });
});

describe('finding', () => {
  it('shows what is found while it still looks, marks what is configured, and can be stopped', async () => {
    const site = testSite();
    site.printerSetup.findsAtOnce = false;
    const { user } = await openWizard(site);
    await screen.findByText(/Đang xem các cổng/);
    act(() => {
      site.printerSetup.discover({
        place: 'local',
        found: { way: 'queue', address: 'lab:ticket', name: 'Lab' },
      });
    });
    const known = await screen.findByRole<HTMLInputElement>('radio', {
      name: /Đã khai báo: Máy in phiếu số/,
    });
    expect(known.disabled).toBe(true);
    await user.keyboard('{Control>}l{/Control}');
    await screen.findByText('Đã hỏi 0/254 địa chỉ…');
    act(() => {
      site.printerSetup.discover({
        place: 'network',
        found: { way: 'network', address: network, name: '192.168.1.50' },
      });
    });
    await screen.findByRole('radio', { name: /192\.168\.1\.50/ });
    await user.click(screen.getByRole('button', { name: 'Dừng' }));
    await screen.findByText('Đã dừng tìm.');
    expect(screen.getByRole('radio', { name: /192\.168\.1\.50/ })).toBeTruthy();
  });

  it('asks nothing of the network until somebody says so', async () => {
    const site = siteWithPrinters();
    await openWizard(site);
    await screen.findByRole('radio', { name: /EPSON TM-T82/ });
    const searches = site.requests.filter(({ name }) => name === 'printerSetup.search');
    expect(searches.map(({ input }) => input)).toEqual([{ where: 'local' }]);
    expect(site.countOf('printerSetup.probe')).toBe(0);
  });

  it('says what to check when there is nothing, and why a way cannot be looked at', async () => {
    const site = testSite();
    site.printerSetup.problems = [
      { way: 'serial', error: appError('printer-unreachable', {}, 'udevadm is missing') },
    ];
    await openWizard(site);
    await screen.findByText('Không tìm thấy máy in nào.');
    expect(screen.getByText(/Máy in đã bật/)).toBeTruthy();
    expect(screen.getByText('Không xem được Cổng COM.')).toBeTruthy();
    expect(screen.getByText(/udevadm is missing/)).toBeTruthy();
  });

  it('shows what a person must be allowed to open', async () => {
    const site = testSite();
    site.printerSetup.printers.push({
      place: 'local',
      found: {
        way: 'usb',
        address: 'usb:/dev/usb/lp0',
        problem: appError('printer-not-permitted', { path: '/dev/usb/lp0', takes: 'lp' }),
      },
    });
    await openWizard(site);
    await screen.findByText(/sudo usermod -aG lp/);
  });

  it('takes a typed address, also a bare number, and says when it is none', async () => {
    const site = siteWithPrinters();
    const { user } = await openWizard(site);
    const field = screen.getByRole('textbox', { name: 'Hoặc nhập địa chỉ' });
    const next = screen.getByRole<HTMLButtonElement>('button', { name: 'Tiếp tục' });
    await user.type(field, 'USB001');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(next.disabled).toBe(true);
    await user.clear(field);
    await user.type(field, '192.168.1.50{Enter}');
    await screen.findByText('Máy in không cho biết tên.');
    expect(site.requests.at(-1)).toEqual({
      name: 'printerSetup.probe',
      input: { address: network },
    });
  });
});

describe('asking', () => {
  const serial = 'serial:/dev/ttyUSB0';
  const fast = `${serial}?baud=115200`;

  async function askSerial(site: FakeSite) {
    const view = await openWizard(site);
    await view.user.type(screen.getByRole('textbox', { name: 'Hoặc nhập địa chỉ' }), serial);
    await view.user.keyboard('{Alt>}{ArrowRight}{/Alt}');
    await screen.findByRole('heading', { name: 'Thêm máy in: Kiểm tra' });
    return view;
  }

  it('begins anew at another rate, while the first question still waits for its answer', async () => {
    const site = testSite();
    site.printerSetup.printers.push({
      place: 'local',
      found: { way: 'serial', address: fast },
      model: 'TM-T82',
    });
    const release = site.hold('printerSetup.probe');
    const { user } = await askSerial(site);
    await screen.findByText('Đang hỏi máy in…');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Tốc độ (baud)' }), '115200');
    expect(site.countOf('printerSetup.stopPrint')).toBe(1);
    release();
    await screen.findByText('Tên máy: TM-T82');
    expect(screen.queryByRole('alert')).toBeNull();
    expect(site.countOf('printerSetup.probe')).toBe(2);
  });

  it('tells why there is no answer, what to do, and asks again on request', async () => {
    const site = testSite();
    site.printerSetup.troubles.set(
      serial,
      appError('printer-not-permitted', { path: '/dev/ttyUSB0', takes: 'dialout' }),
    );
    const { user } = await askSerial(site);
    await screen.findByText(/sudo usermod -aG dialout/);
    expect(screen.getByText(/Vẫn có thể tiếp tục/)).toBeTruthy();
    site.printerSetup.troubles.clear();
    site.printerSetup.printers.push({
      place: 'local',
      found: { way: 'serial', address: serial },
      answers: 'no',
    });
    await user.keyboard('{Control>}k{/Control}');
    await screen.findByText(/kiểm tra tốc độ/);
  });

  it('goes no further with a device that is in use', async () => {
    const site = testSite();
    const { user } = await openWizard(site);
    await user.type(screen.getByRole('textbox', { name: 'Hoặc nhập địa chỉ' }), 'lab:ticket');
    await user.keyboard('{Alt>}{ArrowRight}{/Alt}');
    await screen.findByText('Thiết bị này đã được khai báo: Máy in phiếu số.');
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Tiếp tục' }).disabled).toBe(true);
  });
});

describe('printing', () => {
  async function toStep(site: FakeSite, ...headings: readonly string[]) {
    const view = await openWizard(site);
    await view.user.click(await screen.findByRole('radio', { name: /EPSON TM-T82/ }));
    for (const heading of headings) {
      await waitFor(() => expect(screen.queryByText('Đang hỏi máy in…')).toBeNull());
      await view.user.keyboard('{Alt>}{ArrowRight}{/Alt}');
      await screen.findByRole('heading', { name: `Thêm máy in: ${heading}` });
    }
    return view;
  }

  it('finds the width step by step: longer rulers, shorter ones, and none that is whole', async () => {
    const site = siteWithPrinters();
    const { user } = await toStep(site, 'Kiểm tra', 'Khổ giấy');
    await user.keyboard('{Control>}t{/Control}');
    await user.click(await screen.findByRole('radio', { name: 'Thước E (640 điểm)' }));
    await user.click(screen.getByRole('button', { name: 'In thêm thước dài hơn' }));
    await screen.findByRole('radio', { name: 'Thước F (832 điểm)' });
    await user.click(screen.getByRole('radio', { name: 'Không thước nào còn nguyên' }));
    await user.click(screen.getByRole('button', { name: 'In thước ngắn hơn' }));
    await waitFor(() =>
      expect(site.printerSetup.prints.map(({ paper }) => paper.type === 'rulers' && paper.widths)).toEqual([
        [512, 576, 640],
        [640, 832],
        [512, 576, 640],
      ]),
    );
  });

  it('says that nobody knows, repeats nothing by itself, and prints once more when somebody says so', async () => {
    const site = siteWithPrinters();
    site.printerSetup.outcomes.push({ state: 'unknown', reason: appError('printer-dropped') });
    const { user } = await toStep(site, 'Kiểm tra', 'Khổ giấy', 'In thử');
    await user.keyboard('{Control>}t{/Control}');
    await screen.findByText(/Không rõ đã in chưa/);
    expect(site.printerSetup.prints).toHaveLength(1);
    await user.keyboard('{Control>}t{/Control}');
    await screen.findByText('Đã in xong, máy in xác nhận.');
    const keys = site.printerSetup.prints.map(({ key }) => key);
    expect(new Set(keys).size).toBe(2);
  });

  it('says why nothing was printed, and asks nothing about paper that is not there', async () => {
    const site = siteWithPrinters();
    site.printerSetup.outcomes.push({ state: 'notPrinted', reason: appError('printer-cover-open') });
    const { user } = await toStep(site, 'Kiểm tra', 'Khổ giấy', 'In thử');
    await user.keyboard('{Control>}t{/Control}');
    await screen.findByText('Nắp máy in đang mở.');
    expect(screen.queryByText(/Chữ rõ, đủ dấu/)).toBeNull();
  });

  it('says what to do when the slip does not read well, and keeps that in the summary', async () => {
    const site = siteWithPrinters();
    const { user } = await toStep(site, 'Kiểm tra', 'Khổ giấy', 'In thử');
    await user.keyboard('{Control>}t{/Control}');
    const question = await screen.findByRole('radiogroup', { name: /Chữ rõ/ });
    await user.click(within(question).getByRole('radio', { name: 'Không' }));
    expect(screen.getByText(/Quay lại: chọn kiểu máy khác/)).toBeTruthy();
    await user.keyboard('{Alt>}{ArrowRight}{/Alt}');
    await screen.findByText(/In thử chưa đạt/);
    // Back to another model: what was proved with the first one is proved no longer.
    for (const _back of [1, 2, 3]) await user.keyboard('{Alt>}{ArrowLeft}{/Alt}');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Kiểu máy in' }), 'generic-58');
    for (const _next of [1, 2, 3]) await user.keyboard('{Alt>}{ArrowRight}{/Alt}');
    expect(screen.getByText('Chưa in thử trên máy này.')).toBeTruthy();
    expect(screen.getByText(/Kiểu máy: Máy in nhiệt 58 mm/)).toBeTruthy();
  });

  it('stays open and says why when the file cannot be written', async () => {
    const site = siteWithPrinters();
    site.failNext('settings.write', appError('config-unwritable'));
    const { user } = await toStep(site, 'Kiểm tra', 'Khổ giấy', 'In thử', 'Đặt tên, lưu');
    await user.keyboard('{Control>}s{/Control}');
    await screen.findByText('Không ghi được tệp cấu hình.');
    expect(screen.getByRole('textbox', { name: 'Tên máy in' })).toBeTruthy();
    expect(site.config.printers).toHaveLength(3);
  });
});
