export const scanning = {
  what: {
    ticket: 'phiếu số thứ tự',
    dossier: 'mã hồ sơ',
    citizenCard: 'căn cước',
    testCode: 'mã thử máy quét',
    refused: 'mã không dùng được',
  },
  elsewhere: {
    sent: 'Mã vừa quét đã chuyển sang màn hình {{station}}.',
    closed: 'Vừa quét {{what}}, nhưng màn hình {{station}} chưa mở. Hãy mở màn hình đó rồi quét lại.',
    nobody: 'Vừa quét {{what}}, nhưng chưa trạm nào dùng máy quét này. Chọn máy quét cho trạm ở Thiết lập.',
    notHere: 'Vừa quét {{what}}. Màn hình này không dùng mã quét: hãy quét ở màn hình quầy.',
  },
  setUp: {
    open: 'Kiểm tra máy quét',
    title: 'Kiểm tra máy quét',
    code: 'Mã thử máy quét',
    ask: 'Quét mã bên trái (hoặc trên phiếu in) bằng máy quét cần kiểm tra. Không cần khai báo máy quét trước.',
    print: 'In mã thử',
    noPrinter: 'Chưa có máy in nào để in mã thử.',
    printOn: 'In ra {{name}}: để thử máy quét không đọc được trên màn hình.',
    waiting: 'Đang chờ máy quét…',
    other: 'Vừa nhận một mã khác. Hãy quét đúng mã bên trái.',
    nothing: 'Máy quét kêu mà không thấy gì?',
    better: 'Cách chuyển sang chế độ tốt hơn, máy hãng nào cũng vậy',
    onlyTypes:
      'Nếu máy quét chỉ gõ phím được: đặt tiền tố F9 và hậu tố Enter, chọn bàn phím kiểu US (Mỹ), rồi quét lại mã này.',
    known: 'Máy quét này đã khai báo đúng: {{name}}.',
    adds: 'Thêm máy quét này vào cấu hình với địa chỉ',
    mends: 'Sửa địa chỉ của {{name}} thành',
    newName: 'Máy quét',
    use: 'Dùng cách kết nối này',
  },
  nothing: {
    focus: 'Giữ cửa sổ này ở trước: máy quét kiểu bàn phím gõ vào cửa sổ đang mở.',
    busy: 'Đóng chương trình khác đang dùng máy quét.',
    rs232:
      'Máy quét cắm cổng RS-232 có sẵn trên máy: nhập địa chỉ trước, ví dụ serial:COM1?baud=9600, lưu rồi thử lại.',
    rights:
      'Trên Linux, tài khoản phải được phép mở cổng: thuộc nhóm dialout (USB-COM) hoặc plugdev (HID POS).',
  },
  fact: {
    way: 'Chế độ',
    letters: 'Chữ tiếng Việt',
    end: 'Ký hiệu kết thúc',
    prefix: 'Phím đứng trước',
    took: 'Thời gian gửi',
    none: 'Không có',
    milliseconds_other: '{{count}} ms',
  },
  way: {
    serial: 'USB-COM (cổng COM ảo)',
    hidpos: 'HID POS',
    keyboard: 'Bàn phím (gõ như người)',
    lab: 'Máy quét mô phỏng',
  },
  letters: { whole: 'Còn nguyên', lost: 'Bị mất', none: 'Chưa biết (mã vạch không có chữ)' },
  verdict: {
    good: 'Máy quét đã sẵn sàng, không cần chỉnh gì thêm.',
    serial: 'Đúng chế độ, còn một điểm cần chỉnh:',
    hidpos: 'Đúng chế độ, còn một điểm cần chỉnh:',
    lab: 'Còn một điểm cần chỉnh:',
    keyboard: 'Máy quét đang gõ như bàn phím: dùng được, nhưng có chế độ tốt hơn.',
  },
  problem: {
    encoding: 'Chữ tiếng Việt bị mất: cài máy quét gửi chữ theo bảng mã UTF-8 (không phải GBK hay Windows).',
    onlyBars:
      'Mã vạch đọc được. Hãy quét thêm mã QR: máy không đọc được mã QR thì không đọc được căn cước và phiếu số thứ tự.',
    noSuffix: 'Không có ký hiệu kết thúc: cài hậu tố CR (Enter) cho mọi loại mã.',
    inputMethod: 'Bộ gõ tiếng Việt (Unikey, EVKey…) đang bật và làm sai mã: hãy tắt bộ gõ ở máy này.',
    capsLock: 'Phím Caps Lock đang bật: hãy tắt.',
    slow: 'Máy quét gõ chậm nên khó phân biệt với người: đặt tiền tố F9 thì chắc chắn hơn.',
    cards: 'Chữ có dấu không qua được bàn phím: căn cước chỉ lấy được số, ngày sinh và giới tính.',
  },
  step: {
    factory: 'Mở sách hướng dẫn của máy quét, quét mã “Khôi phục mặc định” (Factory default).',
    usbCom:
      'Quét mã chọn giao tiếp “USB-COM” (còn gọi USB Serial, Virtual COM, CDC). Không có thì chọn “HID POS”.',
    utf8: 'Quét mã chọn bảng mã đầu ra UTF-8, nhất là cho mã QR.',
    suffix: 'Quét mã thêm hậu tố CR (Enter). HID POS không cần.',
    again: 'Đợi máy quét kêu lại, rồi quét mã thử ở đây một lần nữa.',
  },
} as const;
