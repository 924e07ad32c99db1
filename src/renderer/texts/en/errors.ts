import type { Translation } from '../translation.ts';
import type { errors as original } from '../vi/errors.ts';

export const errors = {
  'bad-request': {
    what: 'The information sent is not right.',
    next: 'Check the fields and try again.',
  },
  'not-found': { what: 'What you asked for was not found.', next: 'Check the number or code and try again.' },
  'illegal-transition': {
    what: 'This action no longer fits the present state.',
    next: 'Look at the state on the screen; somebody else may just have acted.',
  },
  'permission-denied': {
    what: 'This station or account may not do that.',
    next: 'Do it at the right counter, or ask the administrator about the rights of the station and the account.',
  },
  'not-authenticated': {
    what: 'The server does not know this station.',
    next: 'Enrol the station again in Settings, or tell the administrator.',
  },
  'log-in-failed': {
    what: 'Could not log in.',
    next: 'Check the user name and the password. If it is forgotten, ask the administrator to reset it.',
  },
  'log-in-locked': {
    what: 'Logging in is locked after too many wrong attempts.',
    next: 'Try again in {{seconds}} seconds, or ask the administrator to unlock it.',
  },
  'second-factor-wrong': {
    what: 'The code is wrong.',
    next: 'Enter the code that the authenticator app shows now, or a recovery code not used yet.',
  },
  'password-change-required': {
    what: 'The password must be changed before you work.',
    next: 'Set a new password, then go on.',
  },
  'password-weak': {
    what: 'The new password will not do.',
    next: 'Use at least 12 characters, hard to guess, without the user name.',
  },
  'enrolment-code-invalid': {
    what: 'The enrolment code cannot be used.',
    next: 'A code works once, for 15 minutes. Ask the administrator for a new one.',
  },
  'user-name-taken': { what: 'The user name is taken.', next: 'Choose another user name.' },
  'changed-meanwhile': {
    what: 'Somebody else has just changed this; your change is not saved.',
    next: 'Look at it as it is now, then do it again.',
  },
  'last-administrator': {
    what: 'This is the only administrator of the site.',
    next: 'Make somebody else an administrator first.',
  },
  'too-many-requests': {
    what: 'The server gets too many requests from this computer.',
    next: 'Wait {{seconds}} seconds, then try again.',
  },
  'session-ended': {
    what: 'You are no longer logged in.',
    next: 'Log in again to go on; what you typed is kept.',
  },
  'ticket-not-at-counter': {
    what: 'This number was not called by this counter.',
    next: 'Only the counter that called a number can act on it.',
  },
  'counter-busy': {
    what: 'This counter has a visit that is not finished.',
    next: 'Finish it or mark it as not come before calling another number.',
  },
  'counter-taken': {
    what: 'This counter is held at another station or by another officer.',
    next: 'If they have left, ask the supervisor to release the counter, then try again.',
  },
  'counter-paused': {
    what: 'The counter is paused, so nobody is called to it.',
    next: 'Resume the counter first, or choose another one to send to.',
  },
  'officer-busy': {
    what: 'You are serving a number at another counter.',
    next: 'End that visit before working at this counter.',
  },
  'group-closed': {
    what: 'This service gives out no numbers now.',
    next: 'Choose another service, or ask the staff about opening hours.',
  },
  'group-in-use': {
    what: 'Group {{groupCode}} cannot be removed yet: {{unfinished}} numbers of today not done, {{appointments}} appointments to come.',
    next: 'Close the group so that it gives out no more numbers, serve those left, move or cancel the appointments, then remove it.',
  },
  'group-letter-used': {
    what: 'Numbers of another group began with {{groupCode}} today.',
    next: 'Choose another letter, or add the group tomorrow.',
  },
  'appointment-unknown': {
    what: 'No such appointment.',
    next: 'This site has no such appointment. Check the code and the place on the slip, or take an ordinary number.',
  },
  'appointment-full': {
    what: 'This slot is full.',
    next: 'Choose another slot.',
  },
  'appointment-exists': {
    what: 'This person has an appointment on that day.',
    next: 'One person has one appointment on a day. Move it or cancel it.',
  },
  'appointment-other-day': {
    what: 'The appointment is not for today. The appointment is at {{time}} on {{day}}.',
    next: 'Come on that day, or take an ordinary number today.',
  },
  'appointment-early': {
    what: 'It is too early. The appointment is at {{time}}; its number is given out from {{opens}}.',
    next: 'Please wait until then.',
  },
  'appointment-cancelled': {
    what: 'The appointment was cancelled.',
    next: 'Take an ordinary number, or ask the staff for a new appointment.',
  },
  'appointment-used': {
    what: 'The number was given out already. The number is {{number}}.',
    next: 'If the slip is lost, ask the staff.',
  },
  'procedure-unknown': {
    what: 'This procedure is not in the catalogue in force.',
    next: 'Search by name or field; an old code may have been replaced.',
  },
  'case-required': {
    what: 'The case of the procedure has not been chosen.',
    next: 'Choose the case; papers and time limit depend on it.',
  },
  'papers-missing': {
    what: 'Required papers are missing.',
    next: 'Enter the papers received, or tell the applicant once, completely, what to add.',
  },
  'dossier-not-found': {
    what: 'No dossier has this code.',
    next: 'Check the code on the receipt; the dossier may belong to another unit.',
  },
  'dossier-code-invalid': {
    what: 'This is not a dossier code.',
    next: 'A code looks like H39.30-200226-0001. Type or scan it again.',
  },
  'reason-required': {
    what: 'This step needs a reason.',
    next: 'Enter the reason; it stands on the paper for the applicant.',
  },
  'calendar-missing': {
    what: 'The working calendar of the due year is missing, so no due date can be computed.',
    next: 'Ask the administrator to bring the holidays on the central server up to date.',
  },
  'central-unreachable': {
    what: 'The central server cannot be reached.',
    next: 'Check the network cable; the application reconnects by itself. Try again in a few minutes.',
  },
  'central-timeout': {
    what: 'The central server did not answer in time.',
    next: 'Look at the screen before repeating: the action may have been recorded.',
  },
  'central-refused': {
    what: 'The central server refused the request.',
    next: 'Ask the administrator to check the access key of this station in Settings.',
  },
  'central-version': {
    what: 'This version of the application does not fit the central server.',
    next: 'Ask the administrator to update this station.',
  },
  'command-queued': {
    what: 'The server has not answered yet; the action is written down on this machine.',
    next: 'No need to enter it again: it is sent by itself when the connection is back. Watch the line above.',
  },
  'idempotency-key-reused': {
    what: 'This action clashes with another one already sent.',
    next: 'Start again. If it fails again, tell the administrator the error reference.',
  },
  'command-in-progress': {
    what: 'The previous action is still being worked on.',
    next: 'Wait a few seconds and look at the screen again.',
  },
  'database-unwritable': {
    what: 'The server cannot write its data to the folder {{folder}}.',
    next: 'Stop receiving and tell the administrator at once: a disk may be full.',
  },
  'database-unavailable': {
    what: 'The server cannot use its database for the moment.',
    next: 'Wait a few seconds and try again. If it lasts, tell the administrator.',
  },
  'central-stopping': {
    what: 'The server is being stopped for maintenance.',
    next: 'Wait a few seconds and try again. If it lasts, tell the administrator.',
  },
  'printer-not-configured': {
    what: 'This station has no printer for this kind of paper.',
    next: 'Open Settings and choose a printer for the station.',
  },
  'printer-already-configured': {
    what: 'This device is set up already: {{got}}.',
    next: 'It need not be added again. To test it or change its model, edit that entry in the settings.',
  },
  'printer-not-permitted': {
    what: 'This account may not open {{path}}.',
    next: 'On Linux, add the account to the group {{takes}} (sudo usermod -aG {{takes}} account), then log out and in again.',
  },
  'printer-unreachable': {
    what: 'The printer cannot be reached.',
    next: 'Check its power and cable, then try again.',
  },
  'printer-busy-elsewhere': {
    what: 'Another program holds the printer.',
    next: 'Close that program or wait for it, then try again.',
  },
  'printer-paper-out': {
    what: 'The printer is out of paper.',
    next: 'Put in a new roll, close the cover, then try again.',
  },
  'printer-cover-open': {
    what: 'The cover of the printer is open.',
    next: 'Close the cover until it clicks, then try again.',
  },
  'printer-cutter-error': {
    what: 'The cutter of the printer is stuck.',
    next: 'Switch the printer off, remove the paper, switch it on, then try again.',
  },
  'printer-offline': {
    what: 'The printer is offline.',
    next: 'Press ONLINE or FEED on the printer, then try again.',
  },
  'printer-queue-paused': {
    what: 'The print queue of this computer is paused.',
    next: 'Open the printers of the operating system, resume the queue, then try again.',
  },
  'printer-silent': {
    what: 'The printer does not say whether it has printed.',
    next: 'Look at the tray and answer: printed or not printed.',
  },
  'printer-dropped': {
    what: 'The connection to the printer broke while printing.',
    next: 'Look at the tray and answer: printed or not printed.',
  },
  'document-invalid': {
    what: 'What was to be printed is not valid.',
    next: 'This is no fault of the printer. Give the administrator the technical information below.',
  },
  'document-too-wide': {
    what: 'The content does not fit the paper of this printer.',
    next: 'Choose a wider printer, or correct its model in Settings.',
  },
  'print-job-not-found': {
    what: 'The record of this printout no longer exists.',
    next: 'Open the dossier or the number and print from there.',
  },
  'print-job-settled': {
    what: 'This printout was already settled.',
    next: 'Nothing more to do. For a further copy press Reprint.',
  },
  'print-interrupted': {
    what: 'Printing was interrupted because the application stopped or restarted.',
    next: 'Look at the tray; if nothing came out, press Print.',
  },
  'scanner-unreachable': {
    what: 'The scanner cannot be reached.',
    next: 'Unplug it and plug it in again; the application reconnects by itself.',
  },
  'scanner-busy-elsewhere': {
    what: 'Another program holds the scanner.',
    next: 'Close that program; the application reconnects by itself.',
  },
  'scan-torn': {
    what: 'The code was read incompletely.',
    next: 'Hold the card or paper flat, a little further away, and scan again.',
  },
  'scan-foreign': {
    what: 'This code is not used at the counter.',
    next: 'Scan an identity card, a number slip or a dossier receipt.',
  },
  'scan-unknown': {
    what: 'The code was not recognised.',
    next: 'Scan again, or type the card number or dossier code.',
  },
  'scan-input-method': {
    what: 'A Vietnamese input method (Unikey, EVKey…) changed the code as it was scanned.',
    next: 'Turn it off and scan again. To be rid of this: set the scanner to USB-COM.',
  },
  'address-invalid': {
    what: 'The address of the device is not right.',
    next: 'Type it like {{takes}}.',
  },
  'config-invalid': {
    what: 'The configuration is wrong at {{field}}: it says {{got}}.',
    next: 'Correct it and start the app again. It takes: {{takes}}. File: {{path}}',
  },
  'config-unreadable': {
    what: 'The configuration file cannot be read.',
    next: 'Check the file and its permissions; ask the administrator if needed.',
  },
  'file-unwritable': {
    what: 'The file {{name}} could not be written.',
    next: 'Choose another folder, or close the file if another program has it open, then try again.',
  },
  'config-unwritable': {
    what: 'The configuration file cannot be written.',
    next: 'Check permissions and disk space, then save again.',
  },
  'store-unwritable': {
    what: 'This machine cannot write its temporary data to the folder {{folder}}.',
    next: 'Stop and tell the administrator at once: the disk may be full or broken.',
  },
  internal: {
    what: 'There is an error in the application.',
    next: 'Try once more. If it fails again, restart the application and tell the administrator.',
  },
} as const satisfies Translation<typeof original>;
