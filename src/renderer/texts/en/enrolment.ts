import type { Translation } from '../translation.ts';
import type { enrolment as original } from '../vi/enrolment.ts';

export const enrolment = {
  title: 'Stations of the site',
  note: 'Each computer is a station with a key of its own. A new or replaced one is enrolled with a one-time code.',
  add: 'Add a station',
  none: 'The site has no station yet.',
  station: 'Station',
  role: 'Station type',
  version: 'Version',
  state: 'State',
  working: 'Active',
  seen: 'Last heard of {{time}}',
  isRevoked: 'Revoked',
  notEnrolled: 'Not enrolled',
  code: 'New code',
  codeFor: 'Enrolment code for {{name}}',
  counter: 'Counter',
  chooseCounter: 'Choose a counter…',
  counterMissing: 'Choose the counter that it stands at',
  name: 'Name of the station',
  nameMissing: 'Enter a name of at most 60 characters',
  id: 'Station ID',
  idWrong: 'Only small letters without marks, digits and hyphens',
  replaces:
    'This station is enrolled. When the code is used at another computer, the key of the present one ends at once: make a code only when the computer is replaced.',
  make: 'Make a one-time code',
  codeOf: 'Enrolment code of {{name}}',
  until: 'Valid until {{time}}, for one use',
  typeIn:
    'At the station: open Settings, choose enrolling with a one-time code, enter the address of the server and this code. It is shown this once only.',
  enrolled: '{{name}} has enrolled. Restart the app at that computer to use it.',
  over: 'The code has run out without being used.',
  again: 'Make another code',
  revoke: 'Revoke',
  revokeNamed: 'Revoke the key of {{name}}',
  revokeAsk:
    'Station {{name}} ({{id}}) will not be let in any more, and whoever works at it is logged out. This cannot be undone: to be used again it needs a new code.',
  revokeHere: 'This is the very computer that you are using.',
  revoked: 'The key of {{name}} is revoked.',
} as const satisfies Translation<typeof original>;
