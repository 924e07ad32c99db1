import type { Locator, Page } from '@playwright/test';
import { expect } from './fixtures.ts';
import { waitFor } from './wait.ts';

/** What a scan must leave as it was: every field of a page, its dialogs, and where the cursor is. */
interface PageState {
  readonly fields: readonly string[];
  readonly dialogs: readonly string[];
  readonly focused: number;
}

const editable = 'input, textarea, select, [contenteditable="true"], [contenteditable=""]';
const mark = 'data-every-field';

/** Numbers all fields of the page that a person can get into, as they are found in it; resolves to how many there are. */
function markFields(page: Page): Promise<number> {
  return page.evaluate(
    ([selector, attribute]) => {
      for (const old of document.querySelectorAll(`[${attribute}]`)) old.removeAttribute(attribute);
      const found = [...document.querySelectorAll<HTMLInputElement>(selector)].filter(
        (field) =>
          field.getClientRects().length > 0 &&
          !field.disabled &&
          !field.readOnly &&
          field.closest('[inert]') === null,
      );
      found.forEach((field, index) => field.setAttribute(attribute, String(index)));
      return found.length;
    },
    [editable, mark] as const,
  );
}

/** The field of this number; null: there are fewer. Found anew each time: a screen may draw its fields again at any time. */
function fieldAt(page: Page, index: number): Promise<Locator | null> {
  const field = page.locator(`[${mark}="${index}"]`);
  return waitFor(`field ${index} of the page`, async () => {
    if (index >= (await markFields(page))) return { field: null };
    return (await field.count()) === 1 ? { field } : null;
  }).then((found) => found.field);
}

function stateOf(page: Page): Promise<PageState> {
  return page.evaluate(
    ([selector, attribute]) => ({
      fields: [...document.querySelectorAll<HTMLInputElement>(selector)].map(
        (field) => `${field.value} ${String(field.checked)}`,
      ),
      dialogs: [...document.querySelectorAll('[role="dialog"] h2')].map((title) => title.textContent),
      focused: Number(document.activeElement?.getAttribute(attribute) ?? -1),
    }),
    [editable, mark] as const,
  );
}

/** How a field is used while a scan comes. */
export interface FieldWork {
  /** A person types into the page. */
  readonly type: (text: string) => Promise<void>;
  /** A scan of a code that nobody knows; resolves when main has told it. */
  readonly scan: () => Promise<void>;
}

/**
 * In every field of the page: a person types, a scan comes, and nothing on the page has changed by it. Then with the focus on
 * nothing. Resolves to the number of fields.
 */
export async function scanInEveryField(page: Page, where: string, work: FieldWork): Promise<number> {
  let count = 0;
  for (;;) {
    const index = count;
    const field = await fieldAt(page, index);
    if (field === null) break;
    count += 1;
    const kind = await field.evaluate((element: HTMLInputElement) =>
      element.tagName === 'INPUT' ? element.type : element.tagName.toLowerCase(),
    );
    const isText = !['checkbox', 'radio', 'select', 'range'].includes(kind);
    await field.focus();
    const original = isText ? await field.inputValue() : '';
    if (isText) {
      // Room for what is typed, in fields that are full.
      await field.fill('');
      await work.type('12');
    }
    await expectUntouched(page, `${where}, field ${index} (${kind})`, work);
    if (isText) await field.fill(original);
  }
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await expectUntouched(page, `${where}, no field`, work);
  return count;
}

async function expectUntouched(page: Page, where: string, work: FieldWork): Promise<void> {
  const before = await stateOf(page);
  await work.scan();
  // What a scan does to a field it does before it is told; a timer of the page may be a moment behind.
  await expect.poll(() => stateOf(page), { message: where }).toEqual(before);
}
