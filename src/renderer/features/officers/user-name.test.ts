import { expect, it } from 'vitest';
import { UserName } from '../../../shared/api/access.ts';
import { userNameFor } from './user-name.ts';

it.each([
  ['Lê Thị Kiều Oanh', 'oanh.le'],
  ['  Đặng   Hữu Ý ', 'y.dang'],
  ['Hương', 'huong'],
  ['Ý', ''],
  ['', ''],
  ['Công-Tằng Tôn Nữ Thị Huỳnh', 'huynh.congtang'],
])('is made of %s: %s', (name, userName) => {
  expect(userNameFor(name)).toBe(userName);
  if (userName !== '') expect(UserName.parse(userName)).toBe(userName);
});
