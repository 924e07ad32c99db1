import { expect, type Page } from '@playwright/test';

/** The kiosk, in the words of who stands before it. */
export class KioskScreen {
  constructor(readonly page: Page) {}

  /** Touches a service, then “Lấy số”; resolves to the number on the screen. */
  async takeNumber(service: string): Promise<string> {
    await this.page.getByRole('button', { name: service, exact: true }).click();
    await this.page.getByRole('button', { name: 'Lấy số', exact: true }).click();
    return this.shownNumber();
  }

  async openAppointment(): Promise<void> {
    await this.page.getByRole('button', { name: 'Tôi có lịch hẹn' }).click();
    await expect(this.page.getByRole('heading', { name: 'Lấy số theo lịch hẹn' })).toBeVisible();
  }

  async shownNumber(): Promise<string> {
    const number = this.page.getByLabel('Số của quý khách').locator('output');
    await expect(number).toHaveText(/^[A-Z]-\d{3}$/);
    return (await number.textContent()) ?? '';
  }

  async expectPaper(text: RegExp): Promise<void> {
    await expect(
      this.page.getByLabel('Số của quý khách').getByRole('status').filter({ hasText: text }),
    ).toBeVisible();
  }

  async printAgain(): Promise<void> {
    await this.page.getByRole('button', { name: 'In phiếu' }).click();
  }

  async done(): Promise<void> {
    await this.page.getByRole('button', { name: 'Xong' }).click();
    await expect(this.page.getByRole('heading', { name: 'Quý khách đến làm thủ tục gì?' })).toBeVisible();
  }
}
