import type { Translation } from '../translation.ts';
import type { scanning as original } from '../vi/scanning.ts';

export const scanning = {
  what: {
    ticket: 'a number slip',
    appointment: 'the code of an appointment',
    dossier: 'a dossier code',
    citizenCard: 'an identity card',
    testCode: 'the scanner test code',
    refused: 'a code that cannot be used',
  },
  elsewhere: {
    sent: 'The code went to the screen {{station}}.',
    closed: 'Scanned: {{what}}, but the screen {{station}} is not open. Open it and scan again.',
    nobody: 'Scanned: {{what}}, but no station uses this scanner. Choose it for a station in the settings.',
    logIn: 'Scanned: {{what}}. Log in, then scan again.',
    notHere: 'Scanned: {{what}}. This screen does not use that code: scan at the counter’s screen.',
  },
  setUp: {
    open: 'Test a scanner',
    title: 'Test a scanner',
    code: 'Scanner test code',
    ask: 'Scan the code on the left (or on the printed slip) with the scanner to be tested. It need not be entered before.',
    print: 'Print the test code',
    noPrinter: 'There is no printer to print the test code on.',
    printOn: 'On {{name}}: for scanners that cannot read from a screen.',
    waiting: 'Waiting for the scanner…',
    other: 'Another code came. Scan the one on the left.',
    nothing: 'The scanner beeps and nothing comes?',
    better: 'How to get to a better mode, whatever the make',
    onlyTypes:
      'If the scanner can only type: give it the prefix F9 and the suffix Enter, set its keyboard to US, and scan this code again.',
    known: 'This scanner is entered as it should be: {{name}}.',
    adds: 'Add this scanner to the configuration, with the address',
    mends: 'Change the address of {{name}} to',
    newName: 'Scanner',
    use: 'Use this connection',
  },
  nothing: {
    focus: 'Keep this window in front: a scanner that types types into the window that is open.',
    busy: 'Close other programs that use the scanner.',
    rs232:
      'A scanner on a built-in RS-232 port: enter its address first, e.g. serial:COM1?baud=9600, save, and try again.',
    rights:
      'On Linux the user must be allowed to open the device: group dialout (USB-COM) or plugdev (HID POS).',
  },
  fact: {
    way: 'Mode',
    letters: 'Vietnamese letters',
    end: 'End of a scan',
    prefix: 'Key before it',
    took: 'Time to send it',
    none: 'None',
    milliseconds_one: '{{count}} ms',
    milliseconds_other: '{{count}} ms',
  },
  way: {
    serial: 'USB-COM (virtual COM port)',
    hidpos: 'HID POS',
    keyboard: 'Keyboard (types like a person)',
    lab: 'Simulated scanner',
  },
  letters: { whole: 'Came through', lost: 'Lost', none: 'Not known yet (bars hold no letters)' },
  verdict: {
    good: 'The scanner is ready; nothing to change.',
    serial: 'The right mode, with something left to set:',
    hidpos: 'The right mode, with something left to set:',
    lab: 'Something is left to set:',
    keyboard: 'The scanner types like a keyboard: it works, but there is a better mode.',
  },
  problem: {
    encoding: 'Vietnamese letters are lost: set the scanner to send UTF-8 (not GBK, not the PC’s code page).',
    onlyBars:
      'Bars are read. Scan the QR code, too: a scanner that cannot read it reads neither identity cards nor number slips.',
    noSuffix: 'Nothing ends a scan: set the suffix CR (Enter) for all kinds of codes.',
    inputMethod:
      'A Vietnamese input method (Unikey, EVKey…) is on and changes codes: turn it off on this machine.',
    capsLock: 'Caps Lock is on: turn it off.',
    slow: 'The scanner types slowly and is hard to tell from a person: the prefix F9 makes it certain.',
    cards:
      'Letters with marks cannot be typed: of a citizen card only number, date of birth and sex are taken.',
  },
  step: {
    factory: 'In the manual of the scanner, scan the code “Factory default”.',
    usbCom:
      'Scan the code for the interface “USB-COM” (also USB Serial, Virtual COM, CDC). Without one: “HID POS”.',
    utf8: 'Scan the code for UTF-8 output, for QR above all.',
    suffix: 'Scan the code for the suffix CR (Enter). HID POS needs none.',
    again: 'Wait until the scanner beeps again, then scan the test code here once more.',
  },
} as const satisfies Translation<typeof original>;
