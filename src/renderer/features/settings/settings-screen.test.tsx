import { screen, waitFor, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import { appError } from '../../../shared/errors.ts';
import { renderWindow, testSite } from '../../testing/render-window.tsx';
import { configProblems } from './config-problems.ts';
import { addScanner, addStation, freshPrinterId, withOptional, withPrinter } from './edit.ts';

const self = { window: 'settings', station: null } as const;

it('says where the file is and writes what was changed', async () => {
  const site = testSite();
  const { user } = renderWindow(site, self);
  await screen.findByText('C:\\ProgramData\\QuayMotCua\\config.json');
  const name = within(screen.getByRole('group', { name: 'Quầy 1' })).getByRole('textbox', { name: 'Tên' });
  await user.clear(name);
  await user.type(name, 'Quầy hộ tịch');
  expect(screen.getByText('Có thay đổi chưa lưu')).toBeTruthy();
  await user.keyboard('{Control>}s{/Control}');
  await screen.findByText('Đã lưu.');
  expect(site.config.stations[0]?.name).toBe('Quầy hộ tịch');
});

it('shows what is wrong next to the field, and writes nothing', async () => {
  const site = testSite();
  const { user } = renderWindow(site, self);
  const siteId = await screen.findByRole('textbox', { name: 'Mã đơn vị' });
  await user.clear(siteId);
  await user.type(siteId, 'SAI');
  await user.click(screen.getByRole('button', { name: 'Lưu' }));
  expect(siteId.getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByText('Chỉ dùng chữ thường, số và gạch nối, tối đa 40 ký tự.')).toBeTruthy();
  expect(site.countOf('settings.write')).toBe(0);
  await user.clear(siteId);
  await user.type(siteId, 'khac');
  expect(siteId.getAttribute('aria-invalid')).not.toBe('true');
});

it('offers a restart where one is needed', async () => {
  const site = testSite();
  const { user } = renderWindow(site, self);
  const siteId = await screen.findByRole('textbox', { name: 'Mã đơn vị' });
  await user.clear(siteId);
  await user.type(siteId, 'khac');
  await user.click(screen.getByRole('button', { name: 'Lưu' }));
  await user.click(await screen.findByRole('button', { name: 'Khởi động lại ngay' }));
  await waitFor(() => expect(site.restarts).toBe(1));
});

it('says why the file could not be written, and keeps what was typed', async () => {
  const site = testSite();
  site.failNext('settings.write', appError('config-unwritable'));
  const { user } = renderWindow(site, self);
  await user.type(await screen.findByRole('textbox', { name: 'Mã đơn vị' }), '-2');
  await user.click(screen.getByRole('button', { name: 'Lưu' }));
  await screen.findByText('Không ghi được tệp cấu hình.');
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Mã đơn vị' }).value).toBe('mau-2');
});

it('prints a sample on a saved printer', async () => {
  const site = testSite();
  const { user } = renderWindow(site, self);
  await user.click(await screen.findByRole('button', { name: 'In thử trên Máy in nhãn' }));
  await screen.findByText(/Đã in$/);
  expect(site.printing.jobs[0]?.printerId).toBe('label');
});

it('asks for the address and key of a remote server', async () => {
  const site = testSite();
  const { user } = renderWindow(site, self);
  await user.click(await screen.findByRole('radio', { name: 'Máy chủ của tỉnh, trung tâm' }));
  await user.click(screen.getByRole('button', { name: 'Lưu' }));
  await screen.findByText('Nhập khóa truy cập do quản trị máy chủ cấp.');
  const url = screen.getByRole('textbox', { name: 'Địa chỉ máy chủ' });
  await user.clear(url);
  await user.type(url, 'https://central.example.vn');
  await user.type(screen.getByLabelText('Khóa truy cập'), 'khoa-mau');
  await user.click(screen.getByRole('button', { name: 'Lưu' }));
  await waitFor(() =>
    expect(site.config.central).toEqual({
      mode: 'remote',
      url: 'https://central.example.vn',
      accessKey: 'khoa-mau',
    }),
  );
});

it('names every mistake that main would refuse', () => {
  const { config } = testSite();
  const [station] = config.stations;
  const bad = {
    ...config,
    printers: [...config.printers, { ...config.printers[0]!, address: 'abc' }],
    stations: [
      { ...station!, printers: { ticket: 'weg' } },
      {
        id: station!.id,
        role: 'rating' as const,
        name: '',
        printers: {},
        scanners: ['weg'],
        fullScreen: false,
        open: false,
        screen: 9,
      },
    ],
  };
  const twice = { ...config, printers: [...config.printers, { ...config.printers[0]!, id: 'p2' }] };
  expect(configProblems(twice)).toEqual({ 'printers.3.address': 'addressTwice' });
  expect(configProblems(bad)).toEqual({
    'printers.3.address': 'address',
    'printers.3.id': 'idTwice',
    'stations.0.printers.ticket': 'device',
    'stations.1.counterId': 'counterId',
    'stations.1.id': 'idTwice',
    'stations.1.name': 'name',
    'stations.1.scanners.0': 'device',
    'stations.1.screen': 'screen',
  });
});

it('adds entries with ids that nobody has, and leaves out what was emptied', () => {
  const { config } = testSite();
  const printer = {
    id: freshPrinterId(config),
    name: 'Máy in 1',
    address: 'tcp://192.168.1.50:9100',
    profile: 'generic-80',
  };
  const withOne = withPrinter(config, printer, [{ stationId: 'quay-1', paper: 'label' }]);
  expect(freshPrinterId(config, withOne)).toBe('may-in-2');
  expect(withOne.stations.map(({ printers }) => printers.label === printer.id)).toContain(true);
  expect(withOne.stations.filter(({ printers }) => printers.label === printer.id)).toHaveLength(1);
  const grown = addStation(addScanner(addScanner(withOne)));
  expect(grown.scanners.map(({ id }) => id)).toEqual(['may-quet-1', 'may-quet-2', 'may-quet-3']);
  expect(configProblems(grown)).toEqual({ 'stations.7.counterId': 'counterId' });
  expect(withOptional({ id: 'a', counterId: 'b' }, 'counterId', '')).toEqual({ id: 'a' });
});
