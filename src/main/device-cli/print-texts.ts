import type { PrinterStatus } from '../../shared/contract/printing.ts';
import type { AppError, ErrorCode } from '../../shared/errors.ts';
import type { CliLanguage } from './io.ts';

/** What the print and status commands say to people. */
export interface PrintTexts {
  readonly help: Readonly<
    Record<
      | 'program'
      | 'print'
      | 'status'
      | 'sample'
      | 'address'
      | 'json'
      | 'profile'
      | 'timeout'
      | 'picture'
      | 'lang',
      string
    >
  >;
  readonly printed: (ms: number) => string;
  readonly handedOver: (ms: number) => string;
  readonly notPrinted: string;
  readonly unknown: string;
  readonly lookAtPaper: string;
  readonly status: Readonly<{ [Part in keyof PrinterStatus]: Readonly<Record<PrinterStatus[Part], string>> }>;
  readonly wrongSample: (got: string) => string;
  readonly wrongProfile: (got: string, known: readonly string[]) => string;
  readonly wrongTimeout: (got: string) => string;
  readonly wrongLanguage: (got: string) => string;
  readonly wrongScheme: (got: string, known: readonly string[]) => string;
  readonly unreadableFile: (path: string, cause: string) => string;
  readonly notJson: (path: string, cause: string) => string;
  readonly wrongDocument: (path: string) => string;
  readonly wrongField: (field: string, message: string) => string;
  readonly pictureUnwritable: (path: string, cause: string) => string;
  readonly wholeDocument: string;
  /** What happened and what to do, one sentence each. */
  readonly problems: Partial<Readonly<Record<ErrorCode, string>>>;
  readonly otherProblem: (code: string) => string;
}

const vi: PrintTexts = {
  help: {
    program: 'Thử máy in và máy quét của quầy',
    print: 'In một phiếu và cho biết đã in thật hay chưa',
    status: 'Hỏi tình trạng máy in',
    sample: 'ticket, receipt, label, letters, hoặc json:<tệp>',
    address: 'tcp://192.168.1.50:9100, serial:COM3, usb:/dev/usb/lp0, cups:quay-1, winspool:POS-80',
    json: 'in kết quả bằng một dòng JSON',
    profile: 'kiểu máy in',
    timeout: 'chờ nhiều nhất ngần này giây',
    picture: 'lưu hình của phiếu vào tệp PNG',
    lang: 'ngôn ngữ: vi hoặc en',
  },
  printed: (ms) => `Đã in xong (${ms} ms), máy in xác nhận.`,
  handedOver: (ms) => `Đã chuyển hết cho máy in (${ms} ms). Máy in này không xác nhận, hãy nhìn giấy.`,
  notPrinted: 'Chưa in.',
  unknown: 'Không rõ đã in hay chưa.',
  lookAtPaper: 'Hãy nhìn máy in trước khi in lại, để không ra hai phiếu.',
  status: {
    online: { yes: 'Kết nối: sẵn sàng', no: 'Kết nối: không sẵn sàng', unknown: 'Kết nối: không rõ' },
    paper: {
      ok: 'Giấy: còn',
      nearEnd: 'Giấy: sắp hết',
      out: 'Giấy: hết',
      unknown: 'Giấy: không rõ',
    },
    cover: { closed: 'Nắp: đóng', open: 'Nắp: mở', unknown: 'Nắp: không rõ' },
    cutter: { ok: 'Dao cắt: tốt', error: 'Dao cắt: kẹt', unknown: 'Dao cắt: không rõ' },
  },
  wrongSample: (got) => `Không có mẫu "${got}". Có: ticket, receipt, label, letters, json:<tệp>.`,
  wrongProfile: (got, known) => `Không có kiểu máy in "${got}". Có: ${known.join(', ')}.`,
  wrongTimeout: (got) => `--timeout nhận số giây từ 1 đến 3600, không phải "${got}".`,
  wrongLanguage: (got) => `--lang nhận vi hoặc en, không phải "${got}".`,
  wrongScheme: (got, known) =>
    `Không in được qua "${got}:". Máy in có địa chỉ bắt đầu bằng: ${known.join(', ')}.`,
  unreadableFile: (path, cause) => `Không đọc được tệp ${path} (${cause}).`,
  notJson: (path, cause) => `Tệp ${path} không phải JSON (${cause}).`,
  wrongDocument: (path) => `Nội dung tệp ${path} chưa đúng:`,
  wrongField: (field, message) => `  ${field}: ${message}`,
  wholeDocument: '(cả tệp)',
  pictureUnwritable: (path, cause) => `Không ghi được hình vào ${path} (${cause}).`,
  problems: {
    'printer-unreachable': 'Không kết nối được máy in. Kiểm tra nguồn, dây nối và địa chỉ.',
    'printer-not-permitted':
      'Tài khoản này không được phép mở thiết bị. Trên Linux, thêm vào nhóm lp (USB) hoặc dialout (cổng COM).',
    'printer-busy-elsewhere': 'Chương trình khác đang dùng máy in. Đóng chương trình đó rồi thử lại.',
    'printer-paper-out': 'Máy in hết giấy. Thay cuộn giấy và đóng nắp.',
    'printer-cover-open': 'Nắp máy in đang mở. Đóng nắp cho khớp.',
    'printer-cutter-error': 'Dao cắt bị kẹt. Tắt máy in, gỡ giấy kẹt rồi bật lại.',
    'printer-offline': 'Máy in ngoại tuyến. Bấm nút FEED hoặc tắt bật lại máy in.',
    'printer-queue-paused':
      'Hàng đợi in đang tạm dừng. Cho hàng đợi chạy tiếp trong phần máy in của hệ điều hành.',
    'printer-silent': 'Máy in không trả lời trong thời gian chờ.',
    'printer-dropped': 'Máy in ngắt kết nối giữa chừng.',
    'print-interrupted': 'Lệnh bị dừng giữa chừng.',
    'document-invalid': 'Có phần của phiếu không vẽ được.',
    'document-too-wide': 'Mã hoặc hình không vừa khổ giấy. Chọn máy in khổ rộng hơn.',
    'address-invalid':
      'Địa chỉ máy in không đúng. Ví dụ: tcp://192.168.1.50:9100, serial:COM3, usb:/dev/usb/lp0, cups:quay-1, winspool:POS-80.',
  },
  otherProblem: (code) => `Lỗi ${code}.`,
};

const en: PrintTexts = {
  help: {
    program: 'Try the printers and scanners of the counter',
    print: 'Print a slip and tell whether it really came out',
    status: 'Ask a printer how it is',
    sample: 'ticket, receipt, label, letters, or json:<file>',
    address: 'tcp://192.168.1.50:9100, serial:COM3, usb:/dev/usb/lp0, cups:quay-1, winspool:POS-80',
    json: 'print the result as one line of JSON',
    profile: 'model of the printer',
    timeout: 'wait at most this many seconds',
    picture: 'save a picture of the slip to a PNG file',
    lang: 'language: vi or en',
  },
  printed: (ms) => `Printed (${ms} ms), and the printer says so.`,
  handedOver: (ms) => `All of it handed over (${ms} ms). This printer confirms nothing: look at the paper.`,
  notPrinted: 'Not printed.',
  unknown: 'Nobody knows whether it was printed.',
  lookAtPaper: 'Look at the printer before printing again, or there may be two slips.',
  status: {
    online: { yes: 'Connection: ready', no: 'Connection: not ready', unknown: 'Connection: unknown' },
    paper: { ok: 'Paper: there', nearEnd: 'Paper: nearly out', out: 'Paper: out', unknown: 'Paper: unknown' },
    cover: { closed: 'Cover: closed', open: 'Cover: open', unknown: 'Cover: unknown' },
    cutter: { ok: 'Cutter: well', error: 'Cutter: jammed', unknown: 'Cutter: unknown' },
  },
  wrongSample: (got) =>
    `There is no sample "${got}". There are: ticket, receipt, label, letters, json:<file>.`,
  wrongProfile: (got, known) => `There is no printer model "${got}". There are: ${known.join(', ')}.`,
  wrongTimeout: (got) => `--timeout takes seconds from 1 to 3600, not "${got}".`,
  wrongLanguage: (got) => `--lang takes vi or en, not "${got}".`,
  wrongScheme: (got, known) =>
    `No printing over "${got}:". Addresses of printers begin with: ${known.join(', ')}.`,
  unreadableFile: (path, cause) => `The file ${path} cannot be read (${cause}).`,
  notJson: (path, cause) => `The file ${path} is no JSON (${cause}).`,
  wrongDocument: (path) => `What stands in ${path} is not right:`,
  wrongField: (field, message) => `  ${field}: ${message}`,
  wholeDocument: '(the whole file)',
  pictureUnwritable: (path, cause) => `The picture cannot be written to ${path} (${cause}).`,
  problems: {
    'printer-unreachable': 'The printer cannot be reached. Check power, cable and address.',
    'printer-not-permitted':
      'This account may not open the device. On Linux, add it to the group lp (USB) or dialout (serial ports).',
    'printer-busy-elsewhere': 'Another program is using the printer. Close it and try again.',
    'printer-paper-out': 'The printer is out of paper. Put in a roll and close the cover.',
    'printer-cover-open': 'The cover of the printer is open. Close it until it clicks.',
    'printer-cutter-error': 'The cutter is jammed. Switch the printer off, take out the paper, switch it on.',
    'printer-offline': 'The printer is offline. Press FEED, or switch it off and on.',
    'printer-queue-paused': 'The print queue is paused. Resume it in the printers of the operating system.',
    'printer-silent': 'The printer did not answer in time.',
    'printer-dropped': 'The printer broke the connection in the middle.',
    'print-interrupted': 'The command was stopped in the middle.',
    'document-invalid': 'A part of the slip cannot be drawn.',
    'document-too-wide': 'A code or picture does not fit the paper. Use a wider printer.',
    'address-invalid':
      'Not a printer address. For example: tcp://192.168.1.50:9100, serial:COM3, usb:/dev/usb/lp0, cups:quay-1, winspool:POS-80.',
  },
  otherProblem: (code) => `Error ${code}.`,
};

/** The texts of a language. */
export function printTexts(language: CliLanguage): PrintTexts {
  return language === 'vi' ? vi : en;
}

/** An error as sentences: what happened, what to do, and the technical cause for support. */
export function problemText(error: AppError, texts: PrintTexts): string {
  const sentence = texts.problems[error.code] ?? texts.otherProblem(error.code);
  return error.cause === undefined ? sentence : `${sentence} (${error.cause})`;
}
