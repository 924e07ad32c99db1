import { act, render, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import { appError } from '../../shared/errors.ts';
import { hostClient } from '../host/client.ts';
import { FakeSite } from '../host/fake/index.ts';
import { CountingSounds, renderStation, renderWindow, testSite } from '../testing/render-window.tsx';
import { App } from './App.tsx';

const launcher = { window: 'launcher', station: null } as const;

it('opens stations and tools from the launcher by their keys', async () => {
  const site = testSite();
  const { user } = renderWindow(site, launcher);
  await screen.findByRole('button', { name: 'Quầy 1' });
  await user.keyboard('2');
  await user.keyboard('9');
  await user.click(screen.getByRole('button', { name: 'Phòng tập' }));
  await waitFor(() =>
    expect(site.opened).toEqual([
      { window: 'station', stationId: 'quay-2' },
      { window: 'settings' },
      { window: 'lab' },
    ]),
  );
});

it('offers no practice room where training is off', async () => {
  const site = testSite();
  site.config = { ...site.config, training: false };
  renderWindow(site, launcher);
  await screen.findByRole('button', { name: 'Thiết lập' });
  expect(screen.queryByRole('button', { name: 'Phòng tập' })).toBeNull();
});

it('says why the app could not start, and tries again', async () => {
  const site = testSite();
  site.problem = appError('config-unreadable', undefined, 'EACCES');
  const { user } = renderWindow(site, launcher);
  await screen.findByText('Không đọc được tệp cấu hình.');
  expect(screen.getByText(/EACCES/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Khởi động lại ứng dụng' }));
  expect(site.restarts).toBe(1);
  site.problem = null;
  await user.click(screen.getByRole('button', { name: 'Thử lại' }));
  await screen.findByRole('button', { name: 'Quầy 1' });
});

it('still opens the settings when the configuration is what is wrong', async () => {
  const site = testSite();
  site.problem = appError('config-invalid');
  renderWindow(site, { window: 'settings', station: null });
  expect(await screen.findByRole('textbox', { name: 'Mã đơn vị' })).toBeTruthy();
});

it('catches a bug of a screen, logs no word that was typed, and offers a restart', async () => {
  const site = testSite();
  const bridge = site.window(launcher);
  const broken = hostClient({
    ...bridge,
    call: async (name, input) => {
      if (name !== 'station.self') return bridge.call(name, input);
      const answer = (await bridge.call(name, input)) as { value: object };
      return { ...answer, value: { ...answer.value, stations: null } };
    },
  });
  render(<App host={broken} sounds={new CountingSounds()} env="test" />);
  await screen.findByText('Màn hình này gặp lỗi ngoài dự tính');
  const line = site.requests.find(({ name }) => name === 'station.log')?.input as { message: string };
  expect(line.message).toContain('TypeError in a screen');
  expect(line.message).not.toContain('null');
  screen.getByRole('button', { name: 'Khởi động lại ứng dụng' }).click();
  await waitFor(() => expect(site.restarts).toBe(1));
});

it('shows notices to the administrator until they were read', async () => {
  const site = new FakeSite({ notices: [{ code: 'no-key-store' }] });
  const { user } = renderWindow(site, launcher);
  await screen.findByText(/không có kho khóa/);
  act(() => site.emit('station.noticesChanged', [{ code: 'no-key-store' }, { code: 'clock-off' }]));
  await screen.findByText(/Đồng hồ máy này lệch/);
  await user.click(screen.getAllByRole('button', { name: 'Đã hiểu' })[0]!);
  expect(screen.queryByText(/không có kho khóa/)).toBeNull();
  expect(screen.getByText(/Đồng hồ máy này lệch/)).toBeTruthy();
});

it('turns a broken bridge into an error with a text', async () => {
  const host = hostClient({
    call: () => Promise.reject(new Error('bridge gone')),
    on: () => () => undefined,
  });
  render(<App host={host} sounds={new CountingSounds()} env="test" />);
  await screen.findByText('Có lỗi trong ứng dụng.');
});

it('speaks the language of the configuration', async () => {
  renderStation(testSite({ language: 'en' }), 'quay-1');
  await screen.findByRole('button', { name: 'Call next' });
  expect(document.documentElement.lang).toBe('en');
});
