import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ticketQrPayload } from './qr-payload.ts';
import { aimIdentifierOf, resolveScan, symbologyOf } from './resolve-scan.ts';
import { ScanMeaning } from './scan-meaning.ts';

const ticketId = '0b9c2a44-7d1e-4c5e-9f0a-1f2e3d4c5b6a';
const ticketText = ticketQrPayload({ ticketId, number: 'A-025' });
const ticket = { meaning: 'ticket', fields: { ticketId, number: 'A-025' } };
const code = 'H39.30-260302-0001';
const dossier = { meaning: 'dossier', fields: { code, format: '2020' } };
const card = '080090000001||Nguyễn Văn A|01011990|Nam|Ấp 1, Xã B, Huyện C, Long An|01052021';

/** EMVCo fields: tag, length, value. */
const field = (tag: string, value: string): string =>
  `${tag}${String(value.length).padStart(2, '0')}${value}`;
const payment = [
  field('00', '01'),
  field('01', '12'),
  field('38', field('00', 'A000000727') + field('01', field('00', '970436') + field('01', '0123456789'))),
  field('53', '704'),
  field('54', '115000'),
  field('58', 'VN'),
  field('62', field('08', `phi ${code}`)),
  field('63', 'ABCD'),
].join('');
const hex = (text: string): string => Buffer.from(text, 'utf8').toString('hex');
const insurance = `DN4797931234567|${hex('Nguyễn Văn A')}|01/01/1990|1|${hex('Ấp 1, Xã B')}|79 - 001|01/01/2020|-|$`;

describe('what a scan means', () => {
  it.each([
    ['our ticket', ticketText, ticket],
    ['a bare dossier code', code, dossier],
    ['an enquiry address', `https://dichvucong.example.vn/tra-cuu?ma=${code}`, dossier],
    [
      'a code of 2018',
      '000.00.30.H39-200226-0001',
      {
        meaning: 'dossier',
        fields: { code: '000.00.30.H39-200226-0001', format: '2018' },
      },
    ],
    [
      'a code of another system',
      'G09.20-20260609-0092637',
      {
        meaning: 'dossier',
        fields: { code: 'G09.20-20260609-0092637', format: 'other' },
      },
    ],
  ])('%s', (_, text, meaning) => {
    expect(resolveScan(text)).toEqual(meaning);
  });

  it('a citizen card, from a scanner and from a keyboard', () => {
    expect(resolveScan(card)).toMatchObject({
      meaning: 'citizenCard',
      fields: { number: '080090000001', name: 'Nguyễn Văn A', warnings: [] },
    });
    expect(resolveScan(card, { lettersSuspect: true })).toMatchObject({
      meaning: 'citizenCard',
      fields: { number: '080090000001', name: null, warnings: ['letters-lost'] },
    });
  });

  it.each([
    ['a torn card', card.slice(0, 30), 'torn', { code: 'scan-torn', detail: { fields: 4, least: 6 } }],
    ['a torn ticket', ticketText.slice(0, -2), 'torn', { code: 'scan-torn' }],
    [
      'a payment that names a dossier',
      payment,
      'payment',
      { code: 'scan-foreign', detail: { kind: 'payment' } },
    ],
    [
      'a torn payment',
      payment.slice(0, 90),
      'payment',
      { code: 'scan-foreign', detail: { kind: 'payment' } },
    ],
    [
      'a health insurance card',
      insurance,
      'healthInsurance',
      {
        code: 'scan-foreign',
        detail: { kind: 'healthInsurance' },
      },
    ],
    [
      'another address',
      'https://example.vn/khuyen-mai',
      'url',
      { code: 'scan-foreign', detail: { kind: 'url' } },
    ],
    [
      'an address with two codes',
      `https://example.vn/?a=${code}&b=${code.replace('39', '40')}`,
      'url',
      {
        code: 'scan-foreign',
        detail: { kind: 'url' },
      },
    ],
    ['GS1 in Code 128', `]C1${code}`, 'gs1', { code: 'scan-foreign', detail: { kind: 'gs1' } }],
    ['GS1 in QR', ']Q3010893456789012817260302', 'gs1', { code: 'scan-foreign', detail: { kind: 'gs1' } }],
    [
      'GS1 in Data Matrix',
      '\u0002]d20108934567890128\r',
      'gs1',
      { code: 'scan-foreign', detail: { kind: 'gs1' } },
    ],
    [
      'GS1 behind a second identifier',
      `]Q1]C1${code}`,
      'gs1',
      { code: 'scan-foreign', detail: { kind: 'gs1' } },
    ],
    ['goods', '8934567890123', 'unknown', { code: 'scan-unknown', detail: { characters: 13 } }],
    [
      'figures that begin like a payment',
      '0002019',
      'unknown',
      { code: 'scan-unknown', detail: { characters: 7 } },
    ],
    ['nothing', '\r\n', 'unknown', { code: 'scan-unknown', detail: { characters: 0 } }],
    [
      'letters that could not be read',
      'H\ufffd-1',
      'encoding',
      {
        code: 'scan-unknown',
        detail: { kind: 'encoding' },
      },
    ],
  ])('refuses %s', (_, text, kind, error) => {
    expect(resolveScan(text)).toEqual({ meaning: 'refused', fields: { kind, error } });
  });

  const wrapped: [string, (data: string) => string][] = [
    ['CR LF', (data) => `${data}\r\n`],
    ['STX and ETX', (data) => `\u0002${data}\u0003`],
    ['an AIM identifier', (data) => `]Q1${data}\r`],
    ['a prefix, an AIM identifier and an ECI designator', (data) => `\u0002]Q2\\000026${data}\r`],
    ['an ECI designator alone', (data) => `\\000026${data}`],
    ['two AIM identifiers', (data) => `]Q1]Q1${data}`],
    ['a byte order mark', (data) => `\ufeff${data}`],
  ];
  it.each(wrapped)('takes off %s', (_, wrap) => {
    expect(resolveScan(wrap(ticketText))).toEqual(ticket);
    expect(resolveScan(wrap(code))).toEqual(dossier);
    expect(resolveScan(wrap(card))).toEqual(resolveScan(card));
  });

  it('halves the backslashes that a scanner doubles after an ECI designator, and only those', () => {
    const withBackslash = card.replace('Ấp 1', 'Ấp 1\\2');
    const doubled = card.replace('Ấp 1', 'Ấp 1\\\\2');
    const address = (text: string): unknown => {
      const scan = resolveScan(text);
      return scan.meaning === 'citizenCard' ? scan.fields.address : scan;
    };
    expect(address(`]Q2\\000026${doubled}`)).toBe('Ấp 1\\2, Xã B, Huyện C, Long An');
    expect(address(`]Q1${withBackslash}`)).toBe('Ấp 1\\2, Xã B, Huyện C, Long An');
  });

  const rightToLeft = '\u202e';
  it.each([
    ['a code with a direction mark inside', `H39.30${rightToLeft}-260302-0001`],
    ['a code behind a direction mark', `${rightToLeft}${code}`],
    ['a code with an invisible mark behind it', `${code}\u200b`],
    ['an address that ran into a code', `http${code}`],
    ['two lines', `${code}\r\n${code}`],
    ['a control character inside', `H39.30\u0000-260302-0001`],
    ['a formula', `=HYPERLINK("https://example.vn/?ma=${code}")`],
    ['a formula of one code', `=${code}`],
    ['markup', `<b>${code}</b>`],
    ['a script', `<script>open('${code}')</script>`],
    ['a script as an address', `javascript:open('${code}')`],
    ['an address that runs something', `javascript://example.vn/?ma=${code}`],
    ['a file', `file:///c:/${code}`],
    ['an address with markup', `https://example.vn/?ma=${code}"><img src=x>`],
    ['an address with a direction mark', `https://example.vn/${rightToLeft}?ma=${code}`],
  ])('takes %s for no dossier', (_, text) => {
    expect(resolveScan(text).meaning).toBe('refused');
  });

  it.each([
    `Nguyễn${rightToLeft} Văn A`,
    'Nguyễn\u200bVăn A',
    'Nguyễn\u0007Văn A',
    '<img src=x onerror=alert(1)>',
    '=1+1',
    '@SUM(A1)',
    '{{7*7}}',
  ])('never gives %j for a name, an address or anything else of a card', (words) => {
    const scan = resolveScan(`080090000001|300000001|${words}|01011990|Nam|${words}|01052021|${words}`);
    expect(scan).toMatchObject({
      meaning: 'citizenCard',
      fields: { number: '080090000001', name: null, address: '', extra: [''], birth: '1990-01-01' },
    });
    if (scan.meaning === 'citizenCard') expect(scan.fields.warnings).toContain('letters-lost');
  });

  it('never throws, always fits the schema, and never repeats what it refuses', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '|',
        ']Q2',
        '\\000026',
        '000201',
        'https://',
        'QMC1:T:',
        '080090000001',
        code,
        '\ufffd',
        ']C1',
        '\u202e',
        '<b>',
        '=',
        '\u001d',
      ),
    );
    const kinds = ['payment', 'healthInsurance', 'gs1', 'url', 'encoding'];
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), fc.boolean(), (pieces, lettersSuspect) => {
        const scan = resolveScan(pieces.join(''), { lettersSuspect });
        expect(ScanMeaning.parse(scan)).toEqual(scan);
        if (scan.meaning === 'citizenCard') {
          const { name, address, extra } = scan.fields;
          for (const words of [name ?? '', address, ...extra])
            expect(words).not.toMatch(/[\p{Cc}\p{Cf}<>{}]|^[=+@-]/u);
        }
        if (scan.meaning !== 'refused') return;
        expect(scan.fields.error.cause).toBeUndefined();
        for (const detail of Object.values(scan.fields.error.detail ?? {}))
          expect(typeof detail === 'number' || kinds.includes(detail)).toBe(true);
      }),
    );
  });
});

describe('symbology', () => {
  it.each([
    [']Q1https://example.vn', ']Q1', 'qr'],
    ['\u0002]Q2\\000026x', ']Q2', 'qr'],
    [']C0H39', ']C0', 'code128'],
    [']C1(01)', ']C1', 'code128'],
    [']E08934567890123', ']E0', 'other'],
    [code, null, 'unknown'],
    [']', null, 'unknown'],
  ] as const)('of %j', (text, identifier, symbology) => {
    expect(aimIdentifierOf(text)).toBe(identifier);
    expect(symbologyOf(identifier)).toBe(symbology);
  });
});
