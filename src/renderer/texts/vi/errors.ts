/** What happened, and what to do next: one entry for every code of `src/shared/errors.ts`. */
export const errors = {
  'bad-request': {
    what: 'Thông tin gửi đi chưa đúng.',
    next: 'Kiểm tra lại các ô đã nhập rồi thực hiện lại.',
  },
  'not-found': {
    what: 'Không tìm thấy thông tin cần mở.',
    next: 'Kiểm tra lại số hoặc mã, rồi thử lại.',
  },
  'illegal-transition': {
    what: 'Thao tác này không còn phù hợp với trạng thái hiện tại.',
    next: 'Xem lại trạng thái trên màn hình; có thể người khác vừa xử lý.',
  },
  'permission-denied': {
    what: 'Trạm hoặc tài khoản này không được phép thực hiện thao tác đó.',
    next: 'Thực hiện tại đúng quầy, hoặc báo quản trị kiểm tra quyền của trạm và tài khoản.',
  },
  'not-authenticated': {
    what: 'Máy chủ không nhận ra trạm này.',
    next: 'Đăng ký lại trạm với máy chủ trong phần Thiết lập, hoặc báo quản trị.',
  },
  'log-in-failed': {
    what: 'Đăng nhập không thành công.',
    next: 'Kiểm tra lại tên đăng nhập và mật khẩu. Nếu quên mật khẩu, đề nghị quản trị của đơn vị đặt lại.',
  },
  'log-in-locked': {
    what: 'Đã nhập sai nhiều lần nên tạm khóa đăng nhập.',
    next: 'Thử lại sau {{seconds}} giây, hoặc đề nghị quản trị mở khóa.',
  },
  'second-factor-wrong': {
    what: 'Mã xác thực không đúng.',
    next: 'Nhập mã đang hiển thị trên ứng dụng xác thực, hoặc một mã khôi phục chưa dùng.',
  },
  'password-change-required': {
    what: 'Phải đổi mật khẩu trước khi làm việc.',
    next: 'Đặt mật khẩu mới rồi tiếp tục.',
  },
  'password-weak': {
    what: 'Mật khẩu mới chưa đạt.',
    next: 'Dùng ít nhất 12 ký tự, khó đoán và không chứa tên đăng nhập.',
  },
  'enrolment-code-invalid': {
    what: 'Mã đăng ký trạm không dùng được.',
    next: 'Mã chỉ dùng một lần trong 15 phút. Xin quản trị mã mới và nhập lại.',
  },
  'user-name-taken': { what: 'Tên đăng nhập đã có người dùng.', next: 'Chọn tên đăng nhập khác.' },
  'changed-meanwhile': {
    what: 'Người khác vừa thay đổi nội dung này, thay đổi của anh/chị chưa được lưu.',
    next: 'Xem nội dung mới rồi thực hiện lại.',
  },
  'last-administrator': {
    what: 'Đây là quản trị duy nhất của đơn vị.',
    next: 'Phân quyền quản trị cho người khác trước.',
  },
  'too-many-requests': {
    what: 'Máy chủ nhận quá nhiều yêu cầu từ máy này.',
    next: 'Chờ {{seconds}} giây rồi thử lại.',
  },
  'session-ended': {
    what: 'Phiên đăng nhập đã hết.',
    next: 'Đăng nhập lại để tiếp tục; nội dung đang nhập vẫn còn.',
  },
  'ticket-not-at-counter': {
    what: 'Số này không do quầy này gọi.',
    next: 'Chỉ quầy đang gọi số mới thao tác được với số đó.',
  },
  'counter-busy': {
    what: 'Quầy đang có một lượt chưa kết thúc.',
    next: 'Kết thúc hoặc báo vắng mặt lượt hiện tại trước khi gọi số khác.',
  },
  'counter-taken': {
    what: 'Quầy này đang mở ở máy khác hoặc do công chức khác phụ trách.',
    next: 'Nếu người đó đã rời quầy, đề nghị phụ trách bộ phận giải phóng quầy rồi thử lại.',
  },
  'counter-paused': {
    what: 'Quầy đang tạm dừng nên không gọi số.',
    next: 'Mở lại quầy rồi gọi, hoặc chọn quầy khác để chuyển.',
  },
  'officer-busy': {
    what: 'Anh/chị đang phục vụ một số ở quầy khác.',
    next: 'Kết thúc lượt đó trước khi làm việc ở quầy này.',
  },
  'group-closed': {
    what: 'Nhóm dịch vụ này hiện không cấp số.',
    next: 'Chọn nhóm khác, hoặc hỏi cán bộ hướng dẫn về giờ làm việc.',
  },
  'group-in-use': {
    what: 'Chưa gỡ được nhóm {{groupCode}}: còn {{unfinished}} số hôm nay chưa xong, {{appointments}} lịch hẹn sắp tới.',
    next: 'Đóng nhóm để không cấp số mới, phục vụ hết các số, hủy hoặc chuyển lịch hẹn rồi gỡ.',
  },
  'group-letter-used': {
    what: 'Hôm nay đã cấp số bắt đầu bằng chữ {{groupCode}} cho một nhóm khác.',
    next: 'Chọn chữ khác, hoặc thêm nhóm này từ ngày mai.',
  },
  'appointment-unknown': {
    what: 'Không tìm thấy lịch hẹn.',
    next: 'Lịch hẹn không có tại đơn vị này. Vui lòng kiểm tra lại mã, địa điểm trên phiếu hẹn, hoặc lấy số thường.',
  },
  'appointment-full': {
    what: 'Khung giờ đã đủ lịch hẹn.',
    next: 'Vui lòng chọn khung giờ khác.',
  },
  'appointment-exists': {
    what: 'Người này đã có lịch hẹn trong ngày.',
    next: 'Mỗi người có một lịch hẹn trong một ngày. Vui lòng đổi giờ hoặc hủy lịch đã có.',
  },
  'appointment-other-day': {
    what: 'Lịch hẹn không phải hôm nay. Lịch hẹn lúc {{time}} ngày {{day}}.',
    next: 'Vui lòng đến đúng ngày hẹn, hoặc lấy số thường nếu cần làm việc hôm nay.',
  },
  'appointment-early': {
    what: 'Chưa đến giờ hẹn. Lịch hẹn lúc {{time}}; lấy số được từ {{opens}}.',
    next: 'Vui lòng chờ đến giờ đó rồi lấy số.',
  },
  'appointment-cancelled': {
    what: 'Lịch hẹn đã hủy.',
    next: 'Vui lòng lấy số thường, hoặc hỏi cán bộ hướng dẫn để đặt lịch mới.',
  },
  'appointment-used': {
    what: 'Lịch hẹn này đã lấy số. Số đã cấp là {{number}}.',
    next: 'Nếu mất phiếu, vui lòng hỏi cán bộ hướng dẫn.',
  },
  'procedure-unknown': {
    what: 'Không có thủ tục này trong danh mục đang áp dụng.',
    next: 'Tìm lại theo tên hoặc lĩnh vực; mã cũ có thể đã được thay thế.',
  },
  'case-required': {
    what: 'Chưa chọn trường hợp của thủ tục.',
    next: 'Chọn trường hợp; thành phần hồ sơ và thời hạn phụ thuộc vào trường hợp.',
  },
  'papers-missing': {
    what: 'Hồ sơ còn thiếu giấy tờ bắt buộc.',
    next: 'Ghi số lượng các giấy tờ đã nhận, hoặc hướng dẫn khách bổ sung một lần, đầy đủ.',
  },
  'dossier-not-found': {
    what: 'Không tìm thấy hồ sơ có mã này.',
    next: 'Kiểm tra mã in trên giấy tiếp nhận; hồ sơ có thể thuộc đơn vị khác.',
  },
  'dossier-code-invalid': {
    what: 'Chuỗi này không phải mã hồ sơ.',
    next: 'Mã hồ sơ có dạng như H39.30-200226-0001. Nhập hoặc quét lại.',
  },
  'reason-required': {
    what: 'Bước này phải ghi lý do.',
    next: 'Nhập lý do; lý do được ghi trên phiếu gửi người nộp.',
  },
  'calendar-missing': {
    what: 'Chưa có lịch làm việc của năm hẹn trả nên không tính được ngày hẹn.',
    next: 'Báo quản trị cập nhật lịch nghỉ lễ, làm bù trên máy chủ trung tâm.',
  },
  'central-unreachable': {
    what: 'Không kết nối được máy chủ trung tâm.',
    next: 'Kiểm tra dây mạng; ứng dụng tự kết nối lại. Thử lại sau ít phút.',
  },
  'central-timeout': {
    what: 'Máy chủ trung tâm không trả lời kịp.',
    next: 'Xem lại màn hình trước khi làm lại: thao tác có thể đã được ghi nhận.',
  },
  'central-refused': {
    what: 'Máy chủ trung tâm từ chối yêu cầu.',
    next: 'Báo quản trị kiểm tra khóa truy cập của trạm trong phần Thiết lập.',
  },
  'central-version': {
    what: 'Phiên bản ứng dụng không khớp với máy chủ trung tâm.',
    next: 'Báo quản trị cập nhật ứng dụng ở trạm này.',
  },
  'command-queued': {
    what: 'Máy chủ chưa trả lời; thao tác đã được ghi lại trên máy này.',
    next: 'Không cần nhập lại: ứng dụng tự gửi khi có kết nối. Theo dõi dòng thông báo phía trên.',
  },
  'idempotency-key-reused': {
    what: 'Thao tác bị trùng với một thao tác khác đã gửi.',
    next: 'Thực hiện lại từ đầu. Nếu vẫn lỗi, báo quản trị kèm mã tra cứu lỗi.',
  },
  'command-in-progress': {
    what: 'Thao tác trước đang được xử lý.',
    next: 'Chờ vài giây rồi xem lại màn hình.',
  },
  'database-unwritable': {
    what: 'Máy chủ không ghi được dữ liệu vào thư mục {{folder}}.',
    next: 'Dừng tiếp nhận và báo quản trị ngay: ổ đĩa có thể đã đầy.',
  },
  'database-unavailable': {
    what: 'Máy chủ tạm thời không dùng được cơ sở dữ liệu.',
    next: 'Chờ vài giây rồi làm lại. Nếu kéo dài, báo quản trị.',
  },
  'central-stopping': {
    what: 'Máy chủ đang được dừng để bảo trì.',
    next: 'Chờ vài giây rồi làm lại. Nếu kéo dài, báo quản trị.',
  },
  'printer-not-configured': {
    what: 'Trạm này chưa được gán máy in cho loại giấy này.',
    next: 'Mở phần Thiết lập, chọn máy in cho trạm.',
  },
  'printer-already-configured': {
    what: 'Thiết bị này đã được khai báo: {{got}}.',
    next: 'Không cần thêm lần nữa. Muốn in thử hay đổi kiểu máy, sửa mục đó trong phần Thiết lập.',
  },
  'printer-not-permitted': {
    what: 'Tài khoản đang dùng không được phép mở {{path}}.',
    next: 'Trên Linux, thêm tài khoản vào nhóm {{takes}} (sudo usermod -aG {{takes}} tên-tài-khoản), đăng xuất rồi đăng nhập lại.',
  },
  'printer-unreachable': {
    what: 'Không kết nối được máy in.',
    next: 'Kiểm tra nguồn và dây nối của máy in, rồi thử lại.',
  },
  'printer-busy-elsewhere': {
    what: 'Máy in đang bị chương trình khác chiếm.',
    next: 'Đóng chương trình đó, hoặc chờ in xong, rồi thử lại.',
  },
  'printer-paper-out': {
    what: 'Máy in hết giấy.',
    next: 'Thay cuộn giấy, đóng nắp, rồi thử lại.',
  },
  'printer-cover-open': {
    what: 'Nắp máy in đang mở.',
    next: 'Đóng nắp cho khớp, rồi thử lại.',
  },
  'printer-cutter-error': {
    what: 'Dao cắt của máy in bị kẹt.',
    next: 'Tắt máy in, gỡ giấy kẹt, bật lại, rồi thử lại.',
  },
  'printer-offline': {
    what: 'Máy in đang ở trạng thái ngoại tuyến.',
    next: 'Bấm nút ONLINE hoặc FEED trên máy in, rồi thử lại.',
  },
  'printer-queue-paused': {
    what: 'Hàng đợi in của máy tính này đang tạm dừng.',
    next: 'Mở phần máy in của hệ điều hành, cho hàng đợi chạy tiếp, rồi thử lại.',
  },
  'printer-silent': {
    what: 'Máy in không trả lời đã in xong hay chưa.',
    next: 'Nhìn khay giấy và trả lời: đã in hay chưa in.',
  },
  'printer-dropped': {
    what: 'Mất kết nối với máy in khi đang in.',
    next: 'Nhìn khay giấy và trả lời: đã in hay chưa in.',
  },
  'document-invalid': {
    what: 'Nội dung cần in không hợp lệ.',
    next: 'Không phải lỗi máy in. Báo quản trị kèm thông tin kỹ thuật bên dưới.',
  },
  'document-too-wide': {
    what: 'Nội dung không vừa khổ giấy của máy in này.',
    next: 'Chọn máy in khổ rộng hơn, hoặc sửa kiểu máy in trong phần Thiết lập.',
  },
  'print-job-not-found': {
    what: 'Không còn bản ghi của lần in này.',
    next: 'Mở lại hồ sơ hoặc số thứ tự và in từ đó.',
  },
  'print-job-settled': {
    what: 'Lần in này đã được xác nhận trước đó.',
    next: 'Không cần làm gì thêm. Muốn thêm một bản, bấm In lại.',
  },
  'print-interrupted': {
    what: 'Việc in bị ngắt vì ứng dụng dừng hoặc khởi động lại.',
    next: 'Nhìn khay giấy; nếu chưa có bản in thì bấm In.',
  },
  'scanner-unreachable': {
    what: 'Không kết nối được máy quét.',
    next: 'Rút ra cắm lại dây máy quét; ứng dụng tự kết nối lại.',
  },
  'scanner-busy-elsewhere': {
    what: 'Máy quét đang bị chương trình khác chiếm.',
    next: 'Đóng chương trình đó; ứng dụng tự kết nối lại.',
  },
  'scan-torn': {
    what: 'Mã quét được không đầy đủ.',
    next: 'Giữ thẻ hoặc giấy phẳng, đưa xa hơn một chút và quét lại.',
  },
  'scan-foreign': {
    what: 'Đây không phải mã dùng ở quầy.',
    next: 'Quét căn cước, phiếu số thứ tự hoặc giấy tiếp nhận hồ sơ.',
  },
  'scan-unknown': {
    what: 'Không nhận ra mã vừa quét.',
    next: 'Quét lại, hoặc nhập tay số căn cước hay mã hồ sơ.',
  },
  'scan-input-method': {
    what: 'Bộ gõ tiếng Việt (Unikey, EVKey…) đã làm sai mã vừa quét.',
    next: 'Tắt bộ gõ rồi quét lại. Để không gặp lại: cài máy quét sang chế độ USB-COM.',
  },
  'address-invalid': {
    what: 'Địa chỉ thiết bị không đúng.',
    next: 'Nhập theo mẫu, ví dụ {{takes}}.',
  },
  'config-invalid': {
    what: 'Cấu hình sai ở mục {{field}}: đang là {{got}}.',
    next: 'Sửa mục này rồi mở lại ứng dụng. Giá trị đúng: {{takes}}. Tệp: {{path}}',
  },
  'config-unreadable': {
    what: 'Không đọc được tệp cấu hình.',
    next: 'Kiểm tra tệp và quyền đọc; báo quản trị nếu cần.',
  },
  'file-unwritable': {
    what: 'Không ghi được tệp {{name}}.',
    next: 'Chọn thư mục khác, hoặc đóng tệp nếu đang mở ở chương trình khác, rồi thử lại.',
  },
  'config-unwritable': {
    what: 'Không ghi được tệp cấu hình.',
    next: 'Kiểm tra quyền ghi và dung lượng ổ đĩa, rồi lưu lại.',
  },
  'store-unwritable': {
    what: 'Máy này không ghi được dữ liệu tạm vào thư mục {{folder}}.',
    next: 'Dừng thao tác và báo quản trị ngay: ổ đĩa có thể đã đầy hoặc hỏng.',
  },
  internal: {
    what: 'Có lỗi trong ứng dụng.',
    next: 'Thử lại một lần. Nếu vẫn lỗi, khởi động lại ứng dụng và báo quản trị.',
  },
} as const;
