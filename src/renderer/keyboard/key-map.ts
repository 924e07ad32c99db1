/**
 * Every key of the product, in one table: shown on the buttons, in the help, and listened for. Left out on purpose: F1,
 * F5, F11, F12 and Alt+F4 (Windows, browser), F9 (a common prefix of keyboard scanners), Ctrl+R and Ctrl+W.
 */
export const keyMap = {
  help: 'F10',
  close: 'Esc',
  fullScreen: 'Ctrl+Shift+F',
  callNext: 'F2',
  recall: 'F3',
  noShow: 'F4',
  intake: 'F6',
  start: 'F7',
  finish: 'F8',
  callChosen: 'Shift+F2',
  pause: 'Shift+F3',
  park: 'Shift+F4',
  transfer: 'Shift+F6',
  nextService: 'Shift+F8',
  openDossier: 'Ctrl+O',
  appointments: 'Ctrl+H',
  findProcedure: 'Ctrl+F',
  receive: 'Ctrl+Enter',
  print: 'Ctrl+P',
  printHistory: 'Ctrl+J',
  logOut: 'Alt+L',
  administration: 'Ctrl+M',
  addNew: 'Ctrl+N',
  account: 'Alt+T',
  boardRefresh: 'Ctrl+K',
  statistics: 'Ctrl+Y',
  save: 'Ctrl+S',
  addPrinter: 'Ctrl+I',
  findNetwork: 'Ctrl+L',
  testPrint: 'Ctrl+T',
  stepNext: 'Alt+→',
  stepBack: 'Alt+←',
} as const;

export type Command = keyof typeof keyMap;

/** Which commands the help lists for a screen, besides those of every screen. */
export const commandsOf = {
  everywhere: ['help', 'close', 'fullScreen'],
  counter: [
    'callNext',
    'recall',
    'noShow',
    'start',
    'intake',
    'finish',
    'callChosen',
    'park',
    'transfer',
    'nextService',
    'pause',
    'openDossier',
    'appointments',
    'findProcedure',
    'receive',
    'print',
    'printHistory',
    'administration',
    'addNew',
    'account',
    'logOut',
  ],
  supervisor: [
    'appointments',
    'statistics',
    'boardRefresh',
    'printHistory',
    'administration',
    'addNew',
    'account',
    'logOut',
  ],
  settings: ['save', 'addPrinter', 'findNetwork', 'boardRefresh', 'testPrint', 'stepNext', 'stepBack'],
  launcher: [],
  lab: [],
} as const satisfies Readonly<Record<string, readonly Command[]>>;
export type HelpScope = Exclude<keyof typeof commandsOf, 'everywhere'>;

/** The parts of a key event that decide. */
export type KeyStroke = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>;

const names: Readonly<Record<string, string>> = { Esc: 'escape', '→': 'arrowright', '←': 'arrowleft' };

/** Whether a key stroke is the key written as e.g. `Ctrl+Shift+F`. */
export function matches(stroke: KeyStroke, shown: string): boolean {
  const parts = shown.split('+');
  const last = parts.at(-1) ?? '';
  return (
    stroke.key.toLowerCase() === (names[last] ?? last.toLowerCase()) &&
    stroke.ctrlKey === parts.includes('Ctrl') &&
    stroke.altKey === parts.includes('Alt') &&
    stroke.shiftKey === parts.includes('Shift') &&
    !stroke.metaKey
  );
}

/** The same key as `aria-keyshortcuts` writes it. */
export function ariaKey(command: Command): string {
  return keyMap[command]
    .replace('Ctrl', 'Control')
    .replace('Esc', 'Escape')
    .replace('→', 'ArrowRight')
    .replace('←', 'ArrowLeft');
}
