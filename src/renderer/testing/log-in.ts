import { screen } from '@testing-library/react';
import type { FakeSite } from '../host/fake/index.ts';
import { testSite, type renderStation } from './render-window.tsx';

export type User = ReturnType<typeof renderStation>['user'];

/** A password that an invented officer chose. */
export const goodPassword = 'con mèo ngủ trên mái';

/** A site where people have to log in. */
export function lockedSite(): FakeSite {
  const site = testSite();
  site.access.isRequired = true;
  return site;
}

/** Puts a text into a field, instead of what stands there. */
export async function fill(user: User, label: string | RegExp, text: string): Promise<void> {
  const field = await screen.findByLabelText(label);
  await user.clear(field);
  await user.click(field);
  await user.paste(text);
}

/** Name and password, at the log-in of a window. */
export async function logIn(user: User, userName: string, word = goodPassword): Promise<void> {
  await fill(user, 'Tên đăng nhập', userName);
  await fill(user, 'Mật khẩu', word);
  await user.keyboard('{Enter}');
}
