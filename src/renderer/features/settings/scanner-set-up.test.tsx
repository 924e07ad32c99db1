import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { ScannerTest } from '../../../shared/contract/scanning.ts';
import { renderWindow, testSite } from '../../testing/render-window.tsx';
import type { TypingTrial } from '../scanning/index.ts';
import { findingOfTest, findingOfTyping, withFoundScanner } from './scanner-advice.ts';

const self = { window: 'settings', station: null } as const;
const serial: ScannerTest = {
  scannerId: null,
  address: 'serial:vid=0483,pid=5740',
  way: 'serial',
  letters: 'whole',
  end: 'cr',
  tookMs: 12,
};
const typed: TypingTrial = {
  text: 'QMC1:K:ng Qunh n, phng Ng Tr',
  doubt: 'none',
  prefix: null,
  suffix: 'Enter',
  keys: 29,
  longestGapMs: 8,
  tookMs: 200,
};

async function openTest(site = testSite()) {
  const view = renderWindow(site, self);
  await view.user.click(await screen.findByRole('button', { name: 'Kiểm tra máy quét' }));
  return { ...view, site, dialog: await screen.findByRole('dialog') };
}

describe('the test of a scanner', () => {
  it('shows the code, listens while it is open, and adds the scanner that read it', async () => {
    const { site, dialog, user } = await openTest();
    await within(dialog).findByRole('img', { name: 'Mã thử máy quét' });
    within(dialog).getByText('Đang chờ máy quét…');
    expect(site.countOf('scanning.find')).toBe(1);
    act(() => site.emit('scanning.tested', serial));
    within(dialog).getByText('USB-COM (cổng COM ảo)');
    within(dialog).getByText('Máy quét đã sẵn sàng, không cần chỉnh gì thêm.');
    await user.click(within(dialog).getByRole('button', { name: 'Dùng cách kết nối này' }));
    await waitFor(() => expect(site.countOf('scanning.find')).toBe(2));
    await user.keyboard('{Control>}s{/Control}');
    await screen.findByText('Đã lưu.');
    expect(site.config.scanners.map(({ address }) => address)).toContain(serial.address);
  });

  it('prints the code where numbers are printed, by its key, and says what became of it', async () => {
    const { site, dialog, user } = await openTest();
    await within(dialog).findByRole('button', { name: 'In mã thử' });
    within(dialog).getByText(/^In ra Máy in .*: để thử máy quét không đọc được trên màn hình/);
    await user.keyboard('{Control>}t{/Control}');
    await within(dialog).findByText(/^Đã in/);
    expect(site.requests.find(({ name }) => name === 'printing.sample')?.input).toEqual({
      printerId: 'ticket',
      sample: 'scannerTest',
    });
    site.printing.setFault('ticket', 'paperOut', true);
    await user.click(within(dialog).getByRole('button', { name: 'In mã thử' }));
    await within(dialog).findByText('Chưa in được');
    within(dialog).getByText(/hết giấy/);
  });

  it('does not call a scanner good of which only bars were read', async () => {
    const { dialog, site } = await openTest();
    act(() => site.emit('scanning.tested', { ...serial, letters: 'none' }));
    within(dialog).getByText('Chưa biết (mã vạch không có chữ)');
    within(dialog).getByText(/Hãy quét thêm mã QR/);
    expect(within(dialog).queryByText('Máy quét đã sẵn sàng, không cần chỉnh gì thêm.')).toBeNull();
  });

  it('says what to mend, and that a scanner is known', async () => {
    const { dialog, site } = await openTest();
    act(() =>
      site.emit('scanning.tested', {
        ...serial,
        letters: 'lost',
        end: 'silence',
        scannerId: 'may-quet-1',
        address: 'lab:quay-1',
      }),
    );
    within(dialog).getByText(/cài máy quét gửi chữ theo bảng mã UTF-8/);
    within(dialog).getByText(/cài hậu tố CR/);
    within(dialog).getByText(/đã khai báo đúng/);
    expect(within(dialog).queryByRole('button', { name: 'Dùng cách kết nối này' })).toBeNull();
  });

  it('knows a scanner that types by its keys, and tells the way to a better mode', async () => {
    const { dialog } = await openTest();
    act(() => {
      // In one piece, as a scanner's keys come; a typed person is told by the time that passes.
      for (const character of Array.from('QMC1:K:0123456789')) {
        const code =
          character === ':' ? 'Semicolon' : /\d/.test(character) ? `Digit${character}` : `Key${character}`;
        press(code, character, !/\d/.test(character));
      }
      press('Enter', 'Enter', false);
    });
    await within(dialog).findByText('Bàn phím (gõ như người)');
    within(dialog).getByText(/chỉ lấy được số, ngày sinh và giới tính/);
    expect(within(dialog).getAllByRole('listitem').length).toBeGreaterThanOrEqual(6);
  });
});

function press(code: string, key: string, shiftKey: boolean): void {
  document.body.dispatchEvent(
    new KeyboardEvent('keydown', { code, key, shiftKey, bubbles: true, cancelable: true }),
  );
}

describe('advice', () => {
  it('writes down what a typing scanner does, and leaves out what is usual', () => {
    expect(findingOfTyping(typed)).toMatchObject({ address: 'wedge:', letters: 'lost', problems: ['cards'] });
    expect(
      findingOfTyping({ ...typed, prefix: 'F9', suffix: null, longestGapMs: 42, doubt: 'altered' }),
    ).toMatchObject({
      address: 'wedge:?prefix=F9&suffix=none&gap=65',
      problems: ['inputMethod', 'noSuffix', 'cards'],
    });
    expect(findingOfTyping({ ...typed, text: '8934567890123' })).toBeNull();
  });

  it('mends the typing scanner of the configuration, or gives a new one to the counters without any', () => {
    const { config } = testSite();
    const bare = {
      ...config,
      scanners: [],
      stations: config.stations.map((one) => ({ ...one, scanners: [] })),
    };
    const added = withFoundScanner(bare, findingOfTest(serial), 'Máy quét');
    expect(added.scanners).toEqual([{ id: 'may-quet-1', name: 'Máy quét', address: serial.address }]);
    expect(new Set(added.stations.filter((one) => one.scanners.length > 0).map((one) => one.role))).toEqual(
      new Set(['counter']),
    );
    const slow = findingOfTyping({ ...typed, longestGapMs: 30 })!;
    const mended = withFoundScanner(
      { ...bare, scanners: [{ id: 'phim', name: 'Cũ', address: 'wedge:' }] },
      slow,
      'Máy quét',
    );
    expect(mended.scanners).toEqual([{ id: 'phim', name: 'Cũ', address: 'wedge:?gap=45' }]);
  });
});
