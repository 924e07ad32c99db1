import type { AppError } from '../shared/errors.ts';

/** Why a PostgreSQL server cannot be used as it is. */
export type DatabaseReason = 'login' | 'no-database' | 'no-rights' | 'too-old' | 'tls' | 'file';

const reasons: Readonly<Record<DatabaseReason, { readonly vi: string; readonly en: string }>> = {
  login: {
    vi: 'máy chủ PostgreSQL không nhận tên hoặc mật khẩu này. Kiểm tra người dùng, mật khẩu và pg_hba.conf',
    en: 'the PostgreSQL server refuses this user or password. Check user, password and pg_hba.conf',
  },
  'no-database': {
    vi: 'chưa có cơ sở dữ liệu này. Tạo bằng: createdb -O <người dùng> <tên>',
    en: 'there is no such database. Make it: createdb -O <user> <name>',
  },
  'no-rights': {
    vi: 'người dùng không được tạo bảng. Cho người dùng làm chủ cơ sở dữ liệu: ALTER DATABASE … OWNER TO …',
    en: 'the user may not create tables. Make the user owner of the database: ALTER DATABASE … OWNER TO …',
  },
  'too-old': {
    vi: 'máy chủ PostgreSQL quá cũ, cần bản 15 trở lên',
    en: 'the PostgreSQL server is too old, 15 or newer is needed',
  },
  tls: {
    vi: 'không lập được kết nối an toàn. Kiểm tra sslmode, sslrootcert và mật khẩu',
    en: 'the connection cannot be secured. Check sslmode, sslrootcert and the password',
  },
  file: {
    vi: 'không đọc được tệp nêu trong địa chỉ (sslrootcert, sslcert, sslkey)',
    en: 'a file that the address names cannot be read (sslrootcert, sslcert, sslkey)',
  },
};

/** What the administrator reads when central cannot start: in Vietnamese, then in English. No value of a setting. */
export function startText(error: AppError): readonly string[] {
  const { code, detail = {}, cause = '' } = error;
  const folder = detail['folder'];
  if (code === 'database-unavailable')
    return [
      `central không kết nối được máy chủ PostgreSQL nêu trong DATABASE_URL. Kiểm tra máy chủ và đường mạng. (${cause})`,
      `central cannot reach the PostgreSQL server that DATABASE_URL names. Check that it runs, and the network. (${cause})`,
    ];
  if (folder !== undefined)
    return [
      `central không ghi được thư mục dữ liệu ${folder}. Giải phóng ổ đĩa, sửa quyền, hoặc đặt CENTRAL_DATA_DIR sang thư mục khác. (${cause})`,
      `central cannot write the data folder ${folder}: ${cause}. Free space, change its rights, or set CENTRAL_DATA_DIR to another folder.`,
    ];
  const field = detail['field'];
  if (field === undefined)
    return [`central chưa chạy được: ${code}: ${cause}`, `central cannot start: ${code}: ${cause}`];
  const reason = reasons[detail['reason'] as DatabaseReason] as { vi: string; en: string } | undefined;
  return [
    `central chưa chạy được: thiết lập ${field}: ${reason === undefined ? cause : `${reason.vi}. (${cause})`}`,
    `central cannot start: setting ${field}: ${reason === undefined ? cause : `${reason.en}. (${cause})`}`,
  ];
}
