import type { StationConfig } from '../../shared/contract/config.ts';

/**
 * What runs without a configuration file: a whole small centre for training on one machine, every role reachable from the
 * launcher, on simulated devices whose paper is on the screen. A scanner that types works as well.
 */
export const defaultConfig: StationConfig = {
  version: 2,
  language: 'vi',
  siteId: 'tan-an',
  central: { mode: 'embedded' },
  training: true,
  printers: [
    { id: 'ticket-printer', name: 'Máy in phiếu (mô phỏng)', address: 'lab:ticket', profile: 'generic-80' },
    {
      id: 'receipt-printer',
      name: 'Máy in giấy tiếp nhận (mô phỏng)',
      address: 'lab:receipt',
      profile: 'generic-80',
    },
    { id: 'label-printer', name: 'Máy in nhãn bìa (mô phỏng)', address: 'lab:label', profile: 'generic-80' },
  ],
  scanners: [
    { id: 'lab-scanner', name: 'Máy quét (mô phỏng)', address: 'lab:scanner' },
    { id: 'keyboard-scanner', name: 'Máy quét kiểu bàn phím', address: 'wedge:' },
  ],
  stations: [
    {
      id: 'kiosk',
      role: 'kiosk',
      name: 'Máy lấy số',
      printers: { ticket: 'ticket-printer' },
      scanners: [],
      fullScreen: false,
      open: false,
    },
    {
      id: 'counter-1',
      role: 'counter',
      name: 'Quầy số 1',
      counterId: 'quay-01',
      printers: { receipt: 'receipt-printer', label: 'label-printer' },
      scanners: ['lab-scanner', 'keyboard-scanner'],
      fullScreen: false,
      open: false,
    },
    {
      id: 'display',
      role: 'display',
      name: 'Bảng gọi số',
      printers: {},
      scanners: [],
      fullScreen: false,
      open: false,
    },
    {
      id: 'supervisor',
      role: 'supervisor',
      name: 'Trưởng bộ phận',
      printers: {},
      scanners: [],
      fullScreen: false,
      open: false,
    },
    {
      id: 'rating-1',
      role: 'rating',
      name: 'Đánh giá tại quầy số 1',
      counterId: 'quay-01',
      printers: {},
      scanners: [],
      fullScreen: false,
      open: false,
    },
  ],
};
