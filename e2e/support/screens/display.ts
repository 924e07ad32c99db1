import { expect, type Page } from '@playwright/test';

/** The board of the waiting room. */
export class DisplayScreen {
  constructor(readonly page: Page) {}

  async expectCalled(number: string, counter: number): Promise<void> {
    const call = this.page.getByRole('region', { name: 'Số đang được gọi' });
    await expect(call.locator('output')).toHaveText(number);
    await expect(call).toContainText(String(counter));
  }

  async expectAway(): Promise<void> {
    await expect(this.page.getByRole('alert')).toContainText('Mất kết nối');
  }
}
