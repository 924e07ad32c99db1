import type { ErrorCode } from '../../shared/errors.ts';

/** Languages in which problems are told. */
export type Language = 'vi' | 'en';

/** Status and texts of one kind of problem. `{name}` is filled from the error's detail. */
export interface ProblemKind {
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 500 | 503;
  readonly title: Readonly<Record<Language, string>>;
  /** What to do next. */
  readonly detail: Readonly<Record<Language, string>>;
}

/** The codes that central answers with; any other is `internal`. */
export type CentralCode = Extract<
  ErrorCode,
  | 'bad-request'
  | 'not-found'
  | 'illegal-transition'
  | 'permission-denied'
  | 'not-authenticated'
  | 'session-ended'
  | 'log-in-failed'
  | 'log-in-locked'
  | 'second-factor-wrong'
  | 'password-change-required'
  | 'password-weak'
  | 'enrolment-code-invalid'
  | 'user-name-taken'
  | 'last-administrator'
  | 'changed-meanwhile'
  | 'too-many-requests'
  | 'ticket-not-at-counter'
  | 'counter-busy'
  | 'counter-taken'
  | 'counter-paused'
  | 'officer-busy'
  | 'group-closed'
  | 'group-in-use'
  | 'group-letter-used'
  | 'appointment-unknown'
  | 'appointment-full'
  | 'appointment-exists'
  | 'appointment-other-day'
  | 'appointment-early'
  | 'appointment-cancelled'
  | 'appointment-used'
  | 'procedure-unknown'
  | 'case-required'
  | 'papers-missing'
  | 'dossier-not-found'
  | 'dossier-code-invalid'
  | 'reason-required'
  | 'calendar-missing'
  | 'idempotency-key-reused'
  | 'command-in-progress'
  | 'database-unwritable'
  | 'database-unavailable'
  | 'central-stopping'
  | 'internal'
>;

/** Every problem of the API: its HTTP status and what a person reads. The one table of both. */
export const problemKinds: Readonly<Record<CentralCode, ProblemKind>> = {
  'bad-request': {
    status: 400,
    title: { vi: 'Dữ liệu gửi lên chưa đúng', en: 'The request is not valid' },
    detail: {
      vi: 'Vui lòng kiểm tra lại các mục được nêu rồi gửi lại.',
      en: 'Check the fields named and send it again.',
    },
  },
  'not-found': {
    status: 404,
    title: { vi: 'Không tìm thấy', en: 'Not found' },
    detail: {
      vi: 'Nội dung yêu cầu không có tại đơn vị này.',
      en: 'What was asked for does not exist at this site.',
    },
  },
  'illegal-transition': {
    status: 409,
    title: { vi: 'Không thể thực hiện bước này', en: 'This step cannot be taken' },
    detail: {
      vi: 'Trạng thái hiện tại không cho phép thao tác này. Vui lòng tải lại để xem trạng thái mới nhất.',
      en: 'The present state does not allow it. Load again to see the latest state.',
    },
  },
  'permission-denied': {
    status: 403,
    title: { vi: 'Không có quyền thực hiện', en: 'Permission denied' },
    detail: {
      vi: 'Tài khoản hoặc máy trạm này không được làm việc này. Nếu cần, đề nghị quản trị của đơn vị phân quyền.',
      en: 'This account or station may not do that. If it should, ask the administrator of the site.',
    },
  },
  'not-authenticated': {
    status: 401,
    title: { vi: 'Chưa được phép truy cập', en: 'Not authenticated' },
    detail: {
      vi: 'Khóa của máy trạm thiếu, không đúng hoặc đã bị thu hồi. Vui lòng đăng ký lại máy trạm với máy chủ.',
      en: 'The key of the station is missing, wrong or revoked. Enrol the station again.',
    },
  },
  'session-ended': {
    status: 401,
    title: { vi: 'Phiên đăng nhập đã hết', en: 'The session has ended' },
    detail: {
      vi: 'Vui lòng đăng nhập lại để tiếp tục.',
      en: 'Log in again to go on.',
    },
  },
  'log-in-failed': {
    status: 401,
    title: { vi: 'Đăng nhập không thành công', en: 'Could not log in' },
    detail: {
      vi: 'Tên đăng nhập hoặc mật khẩu không đúng, hoặc tài khoản không dùng được tại đây.',
      en: 'The user name or the password is wrong, or the account cannot be used here.',
    },
  },
  'log-in-locked': {
    status: 429,
    title: { vi: 'Tạm khóa đăng nhập', en: 'Logging in is locked for now' },
    detail: {
      vi: 'Đã nhập sai nhiều lần. Vui lòng thử lại sau {seconds} giây.',
      en: 'There were too many wrong attempts. Try again in {seconds} seconds.',
    },
  },
  'second-factor-wrong': {
    status: 401,
    title: { vi: 'Mã xác thực không đúng', en: 'The code is wrong' },
    detail: {
      vi: 'Vui lòng nhập mã đang hiển thị trên ứng dụng xác thực, hoặc một mã khôi phục chưa dùng.',
      en: 'Enter the code that the authenticator app shows now, or a recovery code not used yet.',
    },
  },
  'password-change-required': {
    status: 403,
    title: { vi: 'Phải đổi mật khẩu trước', en: 'Change the password first' },
    detail: {
      vi: 'Mật khẩu hiện tại chỉ dùng một lần. Vui lòng đặt mật khẩu mới rồi tiếp tục.',
      en: 'The present password is for one use. Set a new one, then go on.',
    },
  },
  'password-weak': {
    status: 422,
    title: { vi: 'Mật khẩu mới chưa đạt', en: 'The new password will not do' },
    detail: {
      vi: 'Dùng ít nhất 12 ký tự, khó đoán, không chứa tên đăng nhập. Một câu dài dễ nhớ là tốt nhất.',
      en: 'Use at least 12 characters, hard to guess, without the user name. A long sentence is best.',
    },
  },
  'enrolment-code-invalid': {
    status: 422,
    title: { vi: 'Mã đăng ký trạm không dùng được', en: 'The enrolment code cannot be used' },
    detail: {
      vi: 'Mã đã dùng, đã hết hạn hoặc nhập sai. Vui lòng xin quản trị mã mới.',
      en: 'It was used, has expired or was mistyped. Ask the administrator for a new one.',
    },
  },
  'user-name-taken': {
    status: 409,
    title: { vi: 'Tên đăng nhập đã có', en: 'The user name is taken' },
    detail: { vi: 'Vui lòng chọn tên đăng nhập khác.', en: 'Choose another user name.' },
  },
  'changed-meanwhile': {
    status: 409,
    title: { vi: 'Người khác vừa thay đổi', en: 'Somebody else has changed it' },
    detail: {
      vi: 'Nội dung đã được người khác thay đổi sau khi anh/chị mở. Vui lòng xem nội dung mới rồi thực hiện lại.',
      en: 'It was changed by somebody else after it was read. Look at it as it is now, then do it again.',
    },
  },
  'last-administrator': {
    status: 409,
    title: { vi: 'Đây là quản trị duy nhất', en: 'This is the only administrator' },
    detail: {
      vi: 'Đơn vị phải còn ít nhất một quản trị. Vui lòng phân quyền quản trị cho người khác trước.',
      en: 'A site needs an administrator. Make somebody else one first.',
    },
  },
  'too-many-requests': {
    status: 429,
    title: { vi: 'Quá nhiều yêu cầu', en: 'Too many requests' },
    detail: {
      vi: 'Vui lòng thử lại sau {seconds} giây.',
      en: 'Try again in {seconds} seconds.',
    },
  },
  'ticket-not-at-counter': {
    status: 409,
    title: { vi: 'Số này không ở quầy của anh/chị', en: 'This number is not at your counter' },
    detail: {
      vi: 'Số thứ tự đang do quầy khác phục vụ hoặc đã được xử lý.',
      en: 'Another counter is serving the number, or it has been dealt with.',
    },
  },
  'counter-busy': {
    status: 409,
    title: { vi: 'Quầy đang có số được gọi', en: 'The counter already has a number' },
    detail: {
      vi: 'Vui lòng hoàn thành hoặc báo vắng số {number} trước khi gọi số tiếp theo.',
      en: 'Finish number {number} or mark it absent before calling the next one.',
    },
  },
  'counter-taken': {
    status: 409,
    title: { vi: 'Quầy đang do người khác phụ trách', en: 'The counter is somebody else’s' },
    detail: {
      vi: 'Quầy {counterNumber} đang mở ở máy khác hoặc do công chức khác phụ trách. Nếu người đó đã rời quầy, đề nghị phụ trách bộ phận giải phóng quầy.',
      en: 'Counter {counterNumber} is held at another station or by another officer. If they have left, ask the supervisor to release it.',
    },
  },
  'counter-paused': {
    status: 409,
    title: { vi: 'Quầy đang tạm dừng', en: 'The counter is paused' },
    detail: {
      vi: 'Quầy {counterNumber} đang tạm dừng nên không gọi số. Vui lòng mở lại quầy trước.',
      en: 'Counter {counterNumber} is paused, so nobody is called to it. Resume it first.',
    },
  },
  'officer-busy': {
    status: 409,
    title: { vi: 'Anh/chị đang phục vụ số khác', en: 'You are serving another number' },
    detail: {
      vi: 'Vui lòng kết thúc số {number} ở quầy {counterNumber} trước.',
      en: 'End number {number} at counter {counterNumber} first.',
    },
  },
  'group-closed': {
    status: 409,
    title: { vi: 'Nhóm dịch vụ hiện không cấp số', en: 'This service gives out no numbers now' },
    detail: {
      vi: 'Vui lòng chọn nhóm dịch vụ khác hoặc hỏi công chức hướng dẫn.',
      en: 'Choose another service or ask the staff.',
    },
  },
  'group-in-use': {
    status: 409,
    title: { vi: 'Nhóm {groupCode} chưa gỡ được', en: 'Group {groupCode} cannot be removed yet' },
    detail: {
      vi: 'Nhóm còn {unfinished} số hôm nay chưa xong và {appointments} lịch hẹn sắp tới. Vui lòng đóng nhóm, phục vụ hết số và hủy hoặc chuyển lịch hẹn rồi gỡ.',
      en: 'It has {unfinished} numbers of today that are not done and {appointments} appointments to come. Close it, serve them, move or cancel the appointments, then remove it.',
    },
  },
  'group-letter-used': {
    status: 409,
    title: { vi: 'Chữ {groupCode} đã dùng hôm nay', en: 'The letter {groupCode} was used today' },
    detail: {
      vi: 'Hôm nay đã cấp số bắt đầu bằng chữ này cho nhóm khác. Vui lòng chọn chữ khác hoặc thêm nhóm vào ngày mai.',
      en: 'Numbers of another group began with it today. Choose another letter, or add the group tomorrow.',
    },
  },
  'appointment-unknown': {
    status: 404,
    title: { vi: 'Không tìm thấy lịch hẹn', en: 'No such appointment' },
    detail: {
      vi: 'Lịch hẹn không có tại đơn vị này. Vui lòng kiểm tra lại mã, địa điểm trên phiếu hẹn, hoặc lấy số thường.',
      en: 'This site has no such appointment. Check the code and the place on the slip, or take an ordinary number.',
    },
  },
  'appointment-full': {
    status: 409,
    title: { vi: 'Khung giờ đã đủ lịch hẹn', en: 'This slot is full' },
    detail: { vi: 'Vui lòng chọn khung giờ khác.', en: 'Choose another slot.' },
  },
  'appointment-exists': {
    status: 409,
    title: { vi: 'Người này đã có lịch hẹn trong ngày', en: 'This person has an appointment on that day' },
    detail: {
      vi: 'Mỗi người có một lịch hẹn trong một ngày. Vui lòng đổi giờ hoặc hủy lịch đã có.',
      en: 'One person has one appointment on a day. Move it or cancel it.',
    },
  },
  'appointment-other-day': {
    status: 409,
    title: { vi: 'Lịch hẹn không phải hôm nay', en: 'The appointment is not for today' },
    detail: {
      vi: 'Lịch hẹn lúc {time} ngày {day}. Vui lòng đến đúng ngày hẹn, hoặc lấy số thường nếu cần làm việc hôm nay.',
      en: 'The appointment is at {time} on {day}. Come on that day, or take an ordinary number today.',
    },
  },
  'appointment-early': {
    status: 409,
    title: { vi: 'Chưa đến giờ hẹn', en: 'It is too early' },
    detail: {
      vi: 'Lịch hẹn lúc {time}; lấy số được từ {opens}. Vui lòng chờ đến giờ đó rồi lấy số.',
      en: 'The appointment is at {time}; its number is given out from {opens}. Please wait until then.',
    },
  },
  'appointment-cancelled': {
    status: 409,
    title: { vi: 'Lịch hẹn đã hủy', en: 'The appointment was cancelled' },
    detail: {
      vi: 'Vui lòng lấy số thường, hoặc hỏi cán bộ hướng dẫn để đặt lịch mới.',
      en: 'Take an ordinary number, or ask the staff for a new appointment.',
    },
  },
  'appointment-used': {
    status: 409,
    title: { vi: 'Lịch hẹn này đã lấy số', en: 'The number was given out already' },
    detail: {
      vi: 'Số đã cấp là {number}. Nếu mất phiếu, vui lòng hỏi cán bộ hướng dẫn.',
      en: 'The number is {number}. If the slip is lost, ask the staff.',
    },
  },
  'procedure-unknown': {
    status: 404,
    title: { vi: 'Không có thủ tục này', en: 'Unknown procedure' },
    detail: {
      vi: 'Mã thủ tục {procedureCode} không có hoặc không còn hiệu lực tại ngày tiếp nhận.',
      en: 'Procedure {procedureCode} does not exist or is not in force on the day of receipt.',
    },
  },
  'case-required': {
    status: 422,
    title: { vi: 'Chưa chọn đúng trường hợp giải quyết', en: 'Choose a case of the procedure' },
    detail: {
      vi: 'Thủ tục {procedureCode} không có trường hợp {caseCode}. Vui lòng chọn lại.',
      en: 'Procedure {procedureCode} has no case {caseCode}. Choose again.',
    },
  },
  'papers-missing': {
    status: 422,
    title: { vi: 'Hồ sơ còn thiếu giấy tờ', en: 'Papers are missing' },
    detail: {
      vi: 'Còn thiếu {count} giấy tờ bắt buộc: {papers}.',
      en: '{count} required papers are missing: {papers}.',
    },
  },
  'dossier-not-found': {
    status: 404,
    title: { vi: 'Không tìm thấy hồ sơ', en: 'Dossier not found' },
    detail: {
      vi: 'Không có hồ sơ mã {code} tại đơn vị này. Vui lòng kiểm tra lại mã trên giấy tiếp nhận.',
      en: 'There is no dossier {code} at this site. Check the code on the receipt.',
    },
  },
  'dossier-code-invalid': {
    status: 400,
    title: { vi: 'Mã hồ sơ không đúng định dạng', en: 'This is not a dossier code' },
    detail: { vi: 'Mã hồ sơ có dạng như {example}.', en: 'A dossier code looks like {example}.' },
  },
  'reason-required': {
    status: 422,
    title: { vi: 'Chưa ghi lý do', en: 'A reason is required' },
    detail: {
      vi: 'Bước này phải ghi rõ lý do để thông báo cho người nộp hồ sơ.',
      en: 'This step needs a reason that the applicant can be told.',
    },
  },
  'calendar-missing': {
    status: 503,
    title: { vi: 'Chưa có lịch làm việc', en: 'The working calendar is missing' },
    detail: {
      vi: 'Chưa có lịch làm việc năm {year} nên không tính được ngày hẹn trả. Vui lòng báo quản trị hệ thống.',
      en: 'There is no working calendar for {year}, so no due date can be computed. Tell the administrator.',
    },
  },
  'idempotency-key-reused': {
    status: 422,
    title: { vi: 'Mã lệnh đã dùng cho yêu cầu khác', en: 'The idempotency key was used for another request' },
    detail: {
      vi: 'Mỗi yêu cầu mới phải có mã lệnh riêng.',
      en: 'Every new request needs a key of its own.',
    },
  },
  'command-in-progress': {
    status: 409,
    title: { vi: 'Yêu cầu đang được xử lý', en: 'The request is still being processed' },
    detail: {
      vi: 'Vui lòng chờ giây lát rồi gửi lại cùng yêu cầu này.',
      en: 'Wait a moment, then send the same request again.',
    },
  },
  'database-unwritable': {
    status: 503,
    title: { vi: 'Máy chủ không ghi được dữ liệu', en: 'The server cannot write its data' },
    detail: {
      vi: 'Ổ đĩa có thể đã đầy hoặc bị chặn ghi. Vui lòng báo ngay quản trị hệ thống.',
      en: 'The disk may be full or write-protected. Tell the administrator at once.',
    },
  },
  'database-unavailable': {
    status: 503,
    title: { vi: 'Máy chủ tạm thời không dùng được cơ sở dữ liệu', en: 'The database is not available now' },
    detail: {
      vi: 'Vui lòng chờ vài giây rồi gửi lại cùng yêu cầu này. Nếu kéo dài, báo quản trị hệ thống.',
      en: 'Wait a few seconds, then send the same request again. If it lasts, tell the administrator.',
    },
  },
  'central-stopping': {
    status: 503,
    title: { vi: 'Máy chủ đang dừng', en: 'The server is being stopped' },
    detail: {
      vi: 'Vui lòng chờ vài giây rồi gửi lại cùng yêu cầu này.',
      en: 'Wait a few seconds, then send the same request again.',
    },
  },
  internal: {
    status: 500,
    title: { vi: 'Máy chủ gặp lỗi', en: 'The server failed' },
    detail: {
      vi: 'Vui lòng thử lại. Nếu vẫn lỗi, báo quản trị hệ thống kèm mã yêu cầu {correlationId}.',
      en: 'Try again. If it fails again, tell the administrator the request id {correlationId}.',
    },
  },
};
