import { expect, type Page } from '@playwright/test';
import { Secret, TOTP } from 'otpauth';

/** One's own account, and an authenticator app beside it. */
export class AccountScreen {
  constructor(readonly page: Page) {}

  async openSecondFactor(): Promise<void> {
    await this.page.keyboard.press('Alt+t');
    await this.page.getByRole('tab', { name: 'Xác thực hai bước' }).click();
  }

  /** Asks for the secret with the password. @returns the secret as it stands there for typing in */
  async begin(password: string): Promise<string> {
    await this.page.getByLabel('Mật khẩu hiện tại', { exact: true }).fill(password);
    await this.page.getByRole('button', { name: 'Bật xác thực hai bước' }).click();
    const secret = this.page.getByLabel('Khóa để nhập tay');
    await expect(secret).toBeVisible();
    return (await secret.innerText()).replaceAll(/\s/g, '');
  }

  async confirm(code: string): Promise<void> {
    await this.page.getByLabel('Sáu chữ số ứng dụng đang hiển thị').fill(code);
    await this.page.keyboard.press('Enter');
  }
}

/** What an authenticator app with this secret shows, now or so many half minutes later. */
export function codeOf(secret: string, stepsLater = 0): string {
  const timestamp = Date.now() + stepsLater * 30_000;
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp });
}
