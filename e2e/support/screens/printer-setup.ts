import { expect, type Page } from '@playwright/test';

/** Adding a printer, in the settings window, by keyboard. */
export class PrinterSetupScreen {
  constructor(readonly page: Page) {}

  async open(): Promise<void> {
    await expect(this.page.getByText('Tệp cấu hình')).toBeVisible();
    await this.page.keyboard.press('Control+i');
    await this.expectStep('Tìm máy in');
  }

  async expectStep(name: string): Promise<void> {
    await expect(this.page.getByRole('heading', { name: `Thêm máy in: ${name}` })).toBeVisible();
  }

  async typeAddress(address: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Hoặc nhập địa chỉ' }).fill(address);
  }

  /** On to a step. */
  async goOn(name: string): Promise<void> {
    await this.page.keyboard.press('Alt+ArrowRight');
    await this.expectStep(name);
  }

  async goBack(name: string): Promise<void> {
    await this.page.keyboard.press('Alt+ArrowLeft');
    await this.expectStep(name);
  }

  async expectSaid(...texts: readonly (string | RegExp)[]): Promise<void> {
    const said = this.page.getByRole('region', { name: 'Máy in cho biết' });
    for (const text of texts) await expect(said).toContainText(text);
  }

  async chooseModel(name: string): Promise<void> {
    await this.page.getByRole('combobox', { name: 'Kiểu máy in' }).selectOption({ label: name });
  }

  async chooseRate(baud: string): Promise<void> {
    await this.page.getByRole('combobox', { name: 'Tốc độ (baud)' }).selectOption(baud);
  }

  /** Presses the key that prints rulers or the sample, and waits for how it ended. */
  async print(outcome: string | RegExp): Promise<void> {
    await this.page.keyboard.press('Control+t');
    await expect(this.page.getByText(outcome)).toBeVisible();
  }

  async chooseRuler(name: string): Promise<void> {
    await this.page.getByRole('radio', { name }).check();
  }

  async answer(question: RegExp, answer: 'Có' | 'Không'): Promise<void> {
    await this.page.getByRole('radiogroup', { name: question }).getByRole('radio', { name: answer }).check();
  }

  async name(name: string): Promise<void> {
    await this.page.getByRole('textbox', { name: 'Tên máy in' }).fill(name);
  }

  async prints(paper: string, station: string): Promise<void> {
    await this.page.getByRole('group', { name: station }).getByRole('checkbox', { name: paper }).check();
  }

  async save(): Promise<void> {
    await this.page.keyboard.press('Control+s');
    await expect(this.page.getByText('Đã lưu.')).toBeVisible();
  }

  async leave(): Promise<void> {
    await this.page.keyboard.press('Escape');
    await expect(this.page.getByText('Tệp cấu hình')).toBeVisible();
  }
}
