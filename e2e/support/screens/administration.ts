import { expect, type Page } from '@playwright/test';

/** The administration, over the screen of a station where an administrator has logged in. */
export class AdministrationScreen {
  constructor(readonly page: Page) {}

  async open(section: string): Promise<void> {
    await this.page.keyboard.press('Control+m');
    await this.page.getByRole('tab', { name: section }).click();
    await expect(this.page.getByRole('region', { name: section })).toBeVisible();
  }

  async close(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await expect(this.page.getByRole('region', { name: 'Quản trị' })).toBeHidden();
  }

  /** Adds an officer by keyboard. @returns the password that is shown once */
  async addOfficer(displayName: string, expectedUserName: string): Promise<string> {
    await this.page.keyboard.press('Control+n');
    await this.page.getByLabel('Họ và tên').fill(displayName);
    await expect(this.page.getByLabel('Tên đăng nhập', { exact: true })).toHaveValue(expectedUserName);
    await this.page.keyboard.press('Enter');
    const shown = this.page.locator('output');
    await expect(shown).toBeVisible();
    return (await shown.innerText()).trim();
  }

  /** Makes a code for a new kiosk. @returns the code as shown */
  async makeKioskCode(): Promise<string> {
    await this.page.keyboard.press('Control+n');
    await this.page.getByLabel('Loại trạm').selectOption('kiosk');
    await this.page.getByRole('button', { name: 'Cấp mã dùng một lần' }).click();
    const shown = this.page.locator('output');
    await expect(shown).toBeVisible();
    return (await shown.innerText()).trim();
  }
}
