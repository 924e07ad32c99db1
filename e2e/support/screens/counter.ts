import { expect, type Locator, type Page } from '@playwright/test';

/** The counter, worked by keyboard as an officer does. */
export class CounterScreen {
  constructor(readonly page: Page) {}

  private get visit(): Locator {
    return this.page.getByLabel('Lượt hiện tại');
  }

  /** The screen is there and hears scans. */
  async ready(): Promise<void> {
    await expect(this.page.getByRole('button', { name: 'Gọi số tiếp theo' })).toBeVisible();
  }

  async expectWaiting(number: string): Promise<void> {
    await expect(this.page.getByText(number).first()).toBeVisible();
  }

  callNext(): Promise<void> {
    return this.press('Gọi số tiếp theo', 'F2');
  }

  async expectCurrent(number: string, state: 'Đang gọi' | 'Đang phục vụ'): Promise<void> {
    await expect(this.visit.locator('output')).toHaveText(number);
    await expect(this.visit).toContainText(state);
  }

  /** The number at this counter. */
  async currentNumber(): Promise<string> {
    const number = this.visit.locator('output');
    await expect(number).toHaveText(/^[A-Z]-\d{3}$/);
    return (await number.textContent()) ?? '';
  }

  async expectIdle(): Promise<void> {
    await expect(this.visit).toContainText('Quầy đang trống');
  }

  recall(): Promise<void> {
    return this.press('Gọi lại', 'F3');
  }

  noShow(): Promise<void> {
    return this.press('Vắng mặt', 'F4');
  }

  citizenCame(): Promise<void> {
    return this.press('Khách đã đến', 'F7');
  }

  /** Asks to end the visit: the outcome is asked next. */
  beginFinish(): Promise<void> {
    return this.press('Kết thúc', 'F8');
  }

  /** Asks why the visit is put aside. */
  beginPark(): Promise<void> {
    return this.press('Tạm gác', 'Shift+F4');
  }

  /** Asks where the number goes. */
  beginTransfer(): Promise<void> {
    return this.press('Chuyển', 'Shift+F6');
  }

  /** Asks which number to call. */
  beginCallChosen(): Promise<void> {
    return this.press('Gọi số chọn', 'Shift+F2');
  }

  /** Asks why the counter pauses. */
  beginPause(): Promise<void> {
    return this.press('Tạm dừng quầy', 'Shift+F3');
  }

  /** An action by its key, once its button shows that it can be done. */
  private async press(button: string, key: string): Promise<void> {
    await expect(this.page.getByRole('button', { name: button, exact: true })).toBeEnabled();
    await this.page.keyboard.press(key);
  }

  async openIntake(): Promise<void> {
    await this.press('Tiếp nhận hồ sơ', 'F6');
    await expect(this.page.getByRole('region', { name: 'Tiếp nhận hồ sơ' })).toBeVisible();
  }

  field(label: string): Locator {
    return this.page.getByRole('group', { name: 'Người nộp hồ sơ' }).getByLabel(label, { exact: false });
  }

  async typeApplicant(person: {
    readonly name: string;
    readonly number: string;
    readonly birth: string;
    readonly address: string;
  }): Promise<void> {
    await this.field('Số căn cước').fill(person.number);
    await this.field('Họ và tên').fill(person.name);
    await this.field('Ngày sinh').fill(person.birth);
    await this.field('Địa chỉ').fill(person.address);
  }

  /** Opens a dossier by its typed code. */
  async openDossier(code: string): Promise<void> {
    await this.press('Mở hồ sơ', 'Control+o');
    await this.page.getByRole('dialog').getByLabel('Mã hồ sơ').fill(code);
    await this.page.keyboard.press('Enter');
  }

  async expectApplicant(name: string, number: string): Promise<void> {
    await expect(this.field('Họ và tên')).toHaveValue(name);
    await expect(this.field('Số căn cước')).toHaveValue(number);
  }

  /** Types into the search, waits for the answer, chooses with the keyboard. */
  async chooseProcedure(words: string, name: string): Promise<void> {
    await this.page.keyboard.press('Control+f');
    const search = this.page.getByRole('combobox', { name: 'Tìm thủ tục' });
    await search.fill(words);
    const option = this.page.getByRole('option', { name });
    await expect(option.first()).toBeVisible();
    await option.first().click();
    await expect(this.page.getByText('Hẹn trả kết quả').first()).toBeVisible();
  }

  async allPapersReceived(): Promise<void> {
    await this.page.getByRole('button', { name: 'Đã nhận đủ theo quy định' }).click();
    await expect(this.page.getByText('Đã ghi đủ giấy tờ bắt buộc')).toBeVisible();
  }

  /** An amount that the provincial council sets: the officer enters it. */
  enterFee(name: string, amount: string): Promise<void> {
    return this.page.getByLabel(`Mức thu: ${name}`).fill(amount);
  }

  receive(): Promise<void> {
    return this.page.keyboard.press('Control+Enter');
  }

  /** The code that central gave. */
  async dossierCode(): Promise<string> {
    const code = this.page.getByRole('region', { name: 'Đã tiếp nhận hồ sơ' }).locator('output');
    await expect(code).toHaveText(/^[0-9A-Z.]+-\d{6}-\d{4}$/);
    return (await code.textContent()) ?? '';
  }

  job(kind: string): Locator {
    return this.page.getByRole('article', { name: new RegExp(`^${kind}`) });
  }

  /** The job has come to its end, whichever. */
  async expectEnded(kind: string): Promise<void> {
    await expect(this.job(kind).first()).toContainText(
      /Đã in|Đã gửi sang máy in|Chưa in được|Không rõ đã in chưa/,
    );
  }

  async expectPrinted(kind: string): Promise<void> {
    await expect(this.job(kind).first()).toContainText('Đã in');
  }

  /** Closes the panel in front with Esc. */
  escape(): Promise<void> {
    return this.page.keyboard.press('Escape');
  }

  async finish(outcome: string): Promise<void> {
    await this.beginFinish();
    await this.page.getByRole('button', { name: outcome }).click();
    await this.expectIdle();
  }

  async expectDossier(code: string, state: string): Promise<void> {
    const panel = this.page.getByRole('region', { name: `Hồ sơ ${code}` });
    await expect(panel.getByRole('heading', { name: code })).toBeVisible();
    await expect(panel).toContainText(state);
  }

  /** A step of the dossier that needs no reason. */
  async move(step: string): Promise<void> {
    await this.page.getByRole('button', { name: step, exact: true }).click();
    await this.page.getByRole('button', { name: `Xác nhận: ${step}` }).click();
    await expect(this.page.getByRole('dialog')).toBeHidden();
  }

  async beginHandOver(): Promise<void> {
    await this.page.getByRole('button', { name: 'Trả kết quả', exact: true }).click();
    await expect(this.page.getByRole('dialog')).toBeVisible();
  }

  get recipient(): Locator {
    return this.page.getByRole('dialog').getByLabel('Người nhận kết quả');
  }

  async confirmHandOver(): Promise<void> {
    await this.page.getByRole('dialog').getByRole('button', { name: 'Trả kết quả', exact: true }).click();
    await expect(this.page.getByRole('dialog')).toBeHidden();
  }

  /** The line that says what the last scan was and what came of it. */
  async expectScanLine(text: RegExp): Promise<void> {
    await expect(this.page.getByText(text).first()).toBeVisible();
  }
}
