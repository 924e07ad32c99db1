const noBreakSpace = '\u00a0';

/** The text with its dates (`ngày …`) kept in one line: `ngày 09` and `tháng 03` in two lines are misread. */
export function unbrokenDates(text: string): string {
  return text.replace(/ngày [^,]*/g, (date) => date.replaceAll(' ', noBreakSpace));
}

/** The text in one line, e.g. a telephone number. */
export function unbroken(text: string): string {
  return text.replaceAll(' ', noBreakSpace);
}
