import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDossierCode } from './dossier-code.ts';
import { parseTicketQr, receiptQrPayload, ticketQrPayload } from './qr-payload.ts';
import { formatTicketNumber } from './ticket-number.ts';

const id = '0b9c2a44-7d1e-4c5e-9f0a-1f2e3d4c5b6a';

describe('the QR of a ticket', () => {
  it('is read back as it was made, and fits the alphanumeric mode of a QR', () => {
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.constantFrom('A', 'K', 'Z'),
        fc.integer({ min: 1, max: 9999 }),
        (ticketId, group, n) => {
          const ticket = { ticketId, number: formatTicketNumber({ groupCode: group, number: n }) };
          const text = ticketQrPayload(ticket);
          expect(text).toMatch(/^[0-9A-Z $%*+\-./:]{1,60}$/);
          expect(parseTicketQr(text)).toEqual(ticket);
          expect(parseTicketQr(text.toLowerCase())).toEqual(ticket);
        },
      ),
    );
  });

  it.each([
    '',
    'QMC1:T:',
    `QMC1:T:${id}`,
    `QMC1:T:${id}:`,
    `QMC1:T:${id}:A25`,
    `QMC1:T:${id}:A-025:x`,
    'QMC1:T:not-an-id:A-025',
    `QMC2:T:${id}:A-025`,
    `${id}:A-025`,
  ])('is not %j', (text) => {
    expect(parseTicketQr(text)).toBeNull();
  });

  it('never throws, whatever it reads', () => {
    fc.assert(fc.property(fc.string(), (text) => void parseTicketQr(`QMC1:T:${text}`)));
  });
});

describe('the QR of a receipt', () => {
  const code = 'H39.30-260302-0001';

  it('is the enquiry address, in which a scanner finds the code again', () => {
    const text = receiptQrPayload('https://dichvucong.example.vn/tra-cuu?ma={code}', code);
    expect(text).toBe(`https://dichvucong.example.vn/tra-cuu?ma=${code}`);
    expect(findDossierCode(text)?.code).toBe(code);
  });

  it('is the bare code where the site has no enquiry address', () => {
    expect(receiptQrPayload('', code)).toBe(code);
  });
});
