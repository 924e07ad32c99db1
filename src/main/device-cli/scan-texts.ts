import type { CitizenCard, ScanMeaning } from '../../shared/domain/scan-meaning.ts';
import type { AppError } from '../../shared/errors.ts';
import type { CliLanguage } from './io.ts';

type Refused = Extract<ScanMeaning, { meaning: 'refused' }>['fields']['kind'];

/** What the scan command says to people. */
export interface ScanTexts {
  readonly help: Readonly<Record<'about' | 'address' | 'count' | 'json' | 'wait' | 'show' | 'lang', string>>;
  readonly connected: (address: string) => string;
  readonly gone: (address: string) => string;
  readonly problem: (error: AppError) => string;
  readonly wrongCount: (got: string) => string;
  readonly wrongLanguage: (got: string) => string;
  readonly ticket: (number: string) => string;
  readonly appointment: (code: string) => string;
  readonly dossier: (code: string) => string;
  readonly card: string;
  readonly born: string;
  readonly sex: Readonly<Record<'male' | 'female', string>>;
  readonly issued: string;
  readonly oldNumber: string;
  readonly warning: Readonly<Record<CitizenCard['warnings'][number], string>>;
  readonly testCode: Readonly<Record<'whole' | 'lost' | 'none', string>>;
  readonly refused: Readonly<Record<Refused, string>>;
}

function detailOf(error: AppError, name: string): string {
  return String(error.detail?.[name] ?? '');
}

function withCause(text: string, error: AppError): string {
  return error.cause === undefined ? text : `${text} (${error.cause})`;
}

const vi: ScanTexts = {
  help: {
    about: 'Đọc máy quét, mỗi lần quét một dòng',
    address:
      'serial:/dev/ttyUSB0, serial:vid=0483,pid=5740, hidpos:; lab:tên và wedge: đọc từng dòng nhập vào',
    count: 'dừng sau ngần này lần quét',
    json: 'in JSON, đầy đủ các trường',
    wait: 'chờ máy quét được cắm vào thay vì dừng',
    show: 'hiện đầy đủ thông tin cá nhân thay vì che bớt',
    lang: 'ngôn ngữ: vi hoặc en',
  },
  connected: (address) => `Đã nối với máy quét ${address}.`,
  gone: (address) => `Máy quét ${address} đã bị rút ra.`,
  problem: (error) => {
    switch (error.code) {
      case 'scanner-busy-elsewhere':
        return `Chương trình khác đang dùng máy quét ${detailOf(error, 'address')}. Hãy đóng chương trình đó.`;
      case 'address-invalid':
        return `Địa chỉ máy quét không đúng: "${detailOf(error, 'got')}". Cách viết: ${detailOf(error, 'takes')}`;
      default:
        return withCause(`Không mở được máy quét ${detailOf(error, 'address')}.`, error);
    }
  },
  wrongCount: (got) => `--count nhận một số nguyên từ 1 trở lên, không phải "${got}".`,
  wrongLanguage: (got) => `--lang nhận vi hoặc en, không phải "${got}".`,
  ticket: (number) => `Phiếu số thứ tự ${number}`,
  appointment: (code) => `Lịch hẹn ${code}`,
  dossier: (code) => `Hồ sơ ${code}`,
  card: 'Thẻ căn cước',
  born: 'sinh',
  sex: { male: 'Nam', female: 'Nữ' },
  issued: 'cấp ngày',
  oldNumber: 'CMND cũ',
  warning: {
    'birth-invalid': 'ngày sinh trên thẻ không đọc được',
    'issue-date-invalid': 'ngày cấp không đọc được',
    'sex-invalid': 'giới tính không đọc được',
    'old-number-invalid': 'số CMND cũ không đúng',
    'number-contradicts-sex': 'số căn cước không khớp giới tính',
    'number-contradicts-birth': 'số căn cước không khớp năm sinh',
    'issue-date-missing-check-address': 'thiếu ngày cấp, cần kiểm tra lại địa chỉ',
    'letters-lost': 'mất chữ có dấu, họ tên và địa chỉ phải xem trên thẻ',
  },
  testCode: {
    whole: 'Mã thử máy quét: chữ tiếng Việt còn nguyên.',
    none: 'Mã thử máy quét, mã vạch: đọc được. Quét thêm mã QR để thử chữ tiếng Việt.',
    lost: 'Mã thử máy quét: mất chữ tiếng Việt. Hãy cài máy quét gửi UTF-8.',
  },
  refused: {
    torn: 'Mã đọc bị thiếu. Hãy quét lại.',
    payment: 'Đây là mã thanh toán, không phải mã của quầy.',
    healthInsurance: 'Đây là thẻ bảo hiểm y tế. Hãy quét thẻ căn cước.',
    gs1: 'Đây là mã hàng hóa (GS1), không phải mã của quầy.',
    url: 'Đây là địa chỉ trang mạng, không phải mã của quầy.',
    unknown: 'Không nhận ra mã này.',
    encoding: 'Máy quét gửi chữ không theo UTF-8. Hãy cài lại máy quét.',
    inputMethod: 'Bộ gõ tiếng Việt đã làm sai mã. Hãy tắt bộ gõ rồi quét lại.',
  },
};

const en: ScanTexts = {
  help: {
    about: 'Read a scanner, one line per scan',
    address:
      'serial:/dev/ttyUSB0, serial:vid=0483,pid=5740, hidpos:; lab:name and wedge: read lines of standard input',
    count: 'stop after this many scans',
    json: 'print JSON with all fields',
    wait: 'wait for the scanner to be plugged in instead of stopping',
    show: 'show personal data in full instead of masked',
    lang: 'language: vi or en',
  },
  connected: (address) => `Connected to scanner ${address}.`,
  gone: (address) => `Scanner ${address} was unplugged.`,
  problem: (error) => {
    switch (error.code) {
      case 'scanner-busy-elsewhere':
        return `Another program is using scanner ${detailOf(error, 'address')}. Close that program.`;
      case 'address-invalid':
        return `Not a scanner address: "${detailOf(error, 'got')}". Write it as: ${detailOf(error, 'takes')}`;
      default:
        return withCause(`Scanner ${detailOf(error, 'address')} cannot be opened.`, error);
    }
  },
  wrongCount: (got) => `--count takes a whole number from 1, not "${got}".`,
  wrongLanguage: (got) => `--lang takes vi or en, not "${got}".`,
  ticket: (number) => `Ticket ${number}`,
  appointment: (code) => `Appointment ${code}`,
  dossier: (code) => `Dossier ${code}`,
  card: 'Citizen card',
  born: 'born',
  sex: { male: 'male', female: 'female' },
  issued: 'issued',
  oldNumber: 'old number',
  warning: {
    'birth-invalid': 'the date of birth cannot be read',
    'issue-date-invalid': 'the date of issue cannot be read',
    'sex-invalid': 'the sex cannot be read',
    'old-number-invalid': 'the old number is wrong',
    'number-contradicts-sex': 'the number contradicts the sex',
    'number-contradicts-birth': 'the number contradicts the year of birth',
    'issue-date-missing-check-address': 'no date of issue: check the address',
    'letters-lost': 'letters were lost: take name and address from the card itself',
  },
  testCode: {
    whole: 'Scanner test code: the Vietnamese letters came through.',
    none: 'Scanner test code, bars: read. Scan the QR code, too, to try the Vietnamese letters.',
    lost: 'Scanner test code: the Vietnamese letters are lost. Set the scanner to UTF-8.',
  },
  refused: {
    torn: 'Part of the code is missing. Scan again.',
    payment: 'This is a payment code, not one of the counter.',
    healthInsurance: 'This is a health insurance card. Scan the citizen card.',
    gs1: 'This is a code of goods (GS1), not one of the counter.',
    url: 'This is a web address, not a code of the counter.',
    unknown: 'This code is not known.',
    encoding: 'The scanner does not send UTF-8. Set it up anew.',
    inputMethod: 'An input method changed the code. Turn it off and scan again.',
  },
};

/** The texts of a language. */
export function scanTexts(language: CliLanguage): ScanTexts {
  return language === 'vi' ? vi : en;
}
