import type { StepResult } from './accept-session.ts';
import type { AcceptHand, AcceptStepId } from './accept-steps.ts';
import type { CliLanguage } from './io.ts';

type Choice = 'yes' | 'no' | 'skip' | 'again';

/** What the acceptance list says to people. */
export interface AcceptTexts {
  readonly help: Readonly<Record<'accept' | 'report', string>>;
  readonly intro: (address: string, profile: string) => string;
  readonly step: (number: number, of: number, title: string) => string;
  readonly titles: Readonly<Record<AcceptStepId, string>>;
  readonly hands: Readonly<Record<AcceptHand, string>>;
  readonly questions: Readonly<Record<AcceptStepId, string>>;
  readonly printing: string;
  readonly notFitted: string;
  /** After the printer told what cannot be true, or did not print. */
  readonly askAgain: string;
  readonly choice: (choices: readonly Choice[]) => string;
  readonly outcomes: Readonly<Record<StepResult['outcome'], string>>;
  readonly byPrinter: string;
  readonly total: Readonly<Record<'accepted' | 'refused' | 'notDone', string>>;
  readonly reportUnwritable: (path: string, cause: string) => string;
}

const vi: AcceptTexts = {
  help: {
    accept: 'Nghiệm thu một máy in thật: từng bước, chừng mười phút',
    report: 'ghi biên bản vào <tệp>.txt và <tệp>.json',
  },
  intro: (address, profile) =>
    `Nghiệm thu máy in ${address}, kiểu ${profile}. Cần một cuộn giấy mới và một cuộn gần hết.`,
  step: (number, of, title) => `[${number}/${of}] ${title}`,
  titles: {
    ready: 'Tình trạng ban đầu',
    ruler: 'Khổ giấy',
    letters: 'Chữ tiếng Việt',
    barcode: 'Mã vạch',
    qr: 'Mã QR',
    cut: 'Cắt giấy',
    cover: 'Mở nắp',
    paperOut: 'Hết giấy',
    nearEnd: 'Sắp hết giấy',
    unplug: 'Rút dây khi đang in',
    replug: 'Cắm lại dây',
    reprint: 'In lại',
  },
  hands: {
    openCover: 'Hãy mở nắp máy in. Đã mở chưa?',
    closeCover: 'Hãy đóng nắp máy in. Đã đóng chưa?',
    takePaper: 'Hãy lấy cuộn giấy ra rồi đóng nắp. Đã xong chưa?',
    putPaper: 'Hãy lắp lại cuộn giấy và đóng nắp. Đã xong chưa?',
    fewPaper:
      'Hãy lắp cuộn gần hết rồi đóng nắp. Đã xong chưa? (Máy không có cảm biến sắp hết giấy: bỏ qua.)',
    fullRoll: 'Hãy lắp lại cuộn mới và đóng nắp. Đã xong chưa?',
    readyToPull:
      'Một phiếu dài sắp được in. Khi giấy vừa chạy, hãy rút dây nối (mạng, USB hoặc COM). Đã sẵn sàng chưa?',
    plugIn: 'Hãy cắm lại dây, chờ máy in yên. Đã xong chưa?',
  },
  questions: {
    ready:
      'Máy in đang bật, có giấy, nắp đóng. Điều máy in báo có đúng như vậy không? (Không rõ là đúng nếu máy không báo được.)',
    ruler: 'Hai vạch ở hai mép có đủ, và 10 mm in ra có đúng 10 mm trên thước thật không?',
    letters: 'Chữ có nét, đủ dấu, không mất nét ngang, không lem không?',
    barcode: 'Hãy quét mã vạch, vào dòng này cũng được. Có đọc ra đúng dòng chữ dưới mã không?',
    qr: 'Hãy quét mã QR bằng máy quét hoặc điện thoại. Có đọc ra đúng dòng chữ dưới mã, đủ dấu không?',
    cut: 'Giấy có được cắt gọn, sau dòng cuối và không phạm chữ không?',
    cover:
      'Máy in có báo mở nắp rồi hết báo, đúng như đã làm không? (Máy không báo được: xem có in lại được không.)',
    paperOut: 'Máy in có báo hết giấy rồi hết báo, đúng như đã làm không?',
    nearEnd: 'Máy in có báo sắp hết giấy rồi hết báo, đúng như đã làm không?',
    unplug: 'Phiếu dài bị dở. Kết quả ở trên có đúng sự thật không? ("Không rõ" là đúng.)',
    replug: 'Sau khi cắm lại, máy in có sẵn sàng, và không tự in lại phiếu dở từ đầu không?',
    reprint:
      'Có ra đúng một phiếu, đầu và cuối phiếu có dòng BẢN IN LẠI, không lẫn phần của phiếu trước không?',
  },
  printing: 'Đang in…',
  notFitted: 'Kiểu máy in này không có dao cắt.',
  askAgain: 'Chưa đạt: máy in không làm hoặc không báo đúng. Làm lại bước này?',
  choice: (choices) =>
    choices
      .map((one) => ({ yes: 'c = có', no: 'k = không', skip: 'b = bỏ qua', again: 'l = làm lại' })[one])
      .join(', '),
  outcomes: {
    accepted: 'đạt',
    refused: 'KHÔNG ĐẠT',
    skipped: 'bỏ qua',
    notFitted: 'máy không có',
    notDone: 'chưa làm',
  },
  byPrinter: 'theo điều máy in báo',
  total: {
    accepted: 'Kết luận: đạt.',
    refused: 'Kết luận: KHÔNG ĐẠT.',
    notDone: 'Kết luận: chưa nghiệm thu xong.',
  },
  reportUnwritable: (path, cause) => `Không ghi được biên bản vào ${path} (${cause}).`,
};

const en: AcceptTexts = {
  help: {
    accept: 'Accept a real printer, step by step, in about ten minutes',
    report: 'write the report to <file>.txt and <file>.json',
  },
  intro: (address, profile) =>
    `Acceptance of printer ${address}, model ${profile}. Have a new roll and a nearly empty one at hand.`,
  step: (number, of, title) => `[${number}/${of}] ${title}`,
  titles: {
    ready: 'State at the beginning',
    ruler: 'Width of the paper',
    letters: 'Vietnamese letters',
    barcode: 'Bar code',
    qr: 'QR code',
    cut: 'Cut',
    cover: 'Cover open',
    paperOut: 'Paper out',
    nearEnd: 'Paper nearly out',
    unplug: 'Cable pulled while printing',
    replug: 'Cable back',
    reprint: 'Reprint',
  },
  hands: {
    openCover: 'Open the cover of the printer. Is it open?',
    closeCover: 'Close the cover of the printer. Is it closed?',
    takePaper: 'Take out the roll and close the cover. Done?',
    putPaper: 'Put the roll back and close the cover. Done?',
    fewPaper:
      'Put in the nearly empty roll and close the cover. Done? (A printer without that sensor: skip.)',
    fullRoll: 'Put the new roll back and close the cover. Done?',
    readyToPull:
      'A long slip is about to be printed. As soon as the paper moves, pull out the cable (network, USB or COM). Ready?',
    plugIn: 'Plug the cable in again and wait until the printer is quiet. Done?',
  },
  questions: {
    ready:
      'The printer is on, has paper, and its cover is closed. Is that what it tells? (Unknown is right for a printer that cannot tell.)',
    ruler: 'Are both marks at the edges whole, and are 10 mm of print 10 mm on a real ruler?',
    letters: 'Are the letters sharp, all marks there, no line lost and nothing smeared?',
    barcode: 'Scan the bar code, into this line if you like. Is it the text below the code?',
    qr: 'Scan the QR with a scanner or a phone. Is it the text below the code, with all marks?',
    cut: 'Is the paper cut cleanly, after the last line and through no letter?',
    cover:
      'Did it tell the open cover, and stop telling it, as you did it? (One that cannot tell: does it print again?)',
    paperOut: 'Did it tell that paper is out, and stop telling it, as you did it?',
    nearEnd: 'Did it tell that paper is nearly out, and stop telling it, as you did it?',
    unplug: 'The long slip broke off. Is the result above the truth? ("Nobody knows" is.)',
    replug: 'Is the printer ready again, without having begun the broken slip anew by itself?',
    reprint: 'Did one slip come out, with BẢN IN LẠI at its head and foot, and nothing of the slip before?',
  },
  printing: 'Printing…',
  notFitted: 'This model has no cutter.',
  askAgain: 'Not accepted: the printer did not do it, or told what is not so. Do this step again?',
  choice: (choices) =>
    choices
      .map((one) => ({ yes: 'y = yes', no: 'n = no', skip: 's = skip', again: 'a = again' })[one])
      .join(', '),
  outcomes: {
    accepted: 'accepted',
    refused: 'REFUSED',
    skipped: 'skipped',
    notFitted: 'not fitted',
    notDone: 'not done',
  },
  byPrinter: 'by what the printer told',
  total: {
    accepted: 'Result: accepted.',
    refused: 'Result: REFUSED.',
    notDone: 'Result: not finished.',
  },
  reportUnwritable: (path, cause) => `The report cannot be written to ${path} (${cause}).`,
};

/** The texts of a language. */
export function acceptTexts(language: CliLanguage): AcceptTexts {
  return language === 'vi' ? vi : en;
}
