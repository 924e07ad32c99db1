import type { FieldBefore } from './wedge-key.ts';

/** What keys are typed into; a list of choices goes to the one that begins with the letters typed. */
export type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

export function before(field: Field): FieldBefore {
  if (field instanceof HTMLSelectElement)
    return { value: field.value, selectionStart: null, selectionEnd: null, owner: field };
  const { value, selectionStart, selectionEnd } = field;
  return { value, selectionStart, selectionEnd, owner: field };
}

/** The field that keys are typed into; null for none, for buttons and for fields that cannot be written. */
export function focusedField(): Field | null {
  const element = document.activeElement;
  if (element instanceof HTMLSelectElement) return element;
  if (element instanceof HTMLTextAreaElement) return element.readOnly ? null : element;
  if (!(element instanceof HTMLInputElement) || element.readOnly) return null;
  const takesNoText = ['button', 'checkbox', 'color', 'file', 'image', 'radio', 'range', 'reset', 'submit'];
  return takesNoText.includes(element.type) ? null : element;
}

/**
 * Puts a field back as it was. An input method that is still composing (`isComposing`) would write its text again
 * afterwards, and only leaving the field ends that.
 */
export function restore(field: Field, was: FieldBefore, isComposing: boolean): void {
  if (isComposing && document.activeElement === field) {
    field.blur();
    field.focus();
  }
  write(field, was.value);
  if (was.selectionStart !== null && !(field instanceof HTMLSelectElement))
    field.setSelectionRange(was.selectionStart, was.selectionEnd);
}

/** Types text that was held back into the field, at the cursor. */
export function insert(field: Field | undefined, text: string): void {
  // What a list of choices would have made of it, it makes of the letters before.
  if (field === undefined || field instanceof HTMLSelectElement || text === '') return;
  const { value, selectionStart, selectionEnd } = field;
  const from = selectionStart ?? value.length;
  const to = selectionEnd ?? value.length;
  write(field, value.slice(0, from) + text + value.slice(to));
  if (selectionStart !== null) field.setSelectionRange(from + text.length, from + text.length);
}

function prototypeOf(field: Field): object {
  if (field instanceof HTMLSelectElement) return HTMLSelectElement.prototype;
  return field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
}

/** Sets the value so that React notices: past its own tracking of the property, and with the event it listens to. */
function write(field: Field, value: string): void {
  if (field.value === value) return;
  Object.getOwnPropertyDescriptor(prototypeOf(field), 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
  if (field instanceof HTMLSelectElement) field.dispatchEvent(new Event('change', { bubbles: true }));
}
