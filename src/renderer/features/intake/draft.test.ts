import { describe, expect, it } from 'vitest';
import { ReceiveDossier } from '../../../shared/api/dossiers.ts';
import type { CitizenCard } from '../../../shared/domain/scan-meaning.ts';
import { fakeCatalogue } from '../../host/fake/catalogue.ts';
import {
  commandOf,
  emptyDraft,
  fillFromCard,
  fillRequired,
  isTouched,
  missingPapers,
  nobody,
  parseAmount,
  parseDue,
  totalOf,
  withCase,
  withFees,
  withProcedure,
  type Draft,
} from './draft.ts';
import { problemsOf } from './problems.ts';

const now = Date.parse('2026-03-02T02:20:00Z');
const find = (code: string) => fakeCatalogue.find((procedure) => procedure.code === code)!;
const birth = find('1.001193');
const business = find('1.001612');
const byText = find('2.002307');
const card: CitizenCard = {
  number: '080185000003',
  oldNumber: null,
  name: 'Trần Thị Cẩm',
  birth: '1985-08-15',
  sex: 'female',
  address: 'Ấp 2, Xã Bình Mẫu, Long An',
  issued: '2021-07-20',
  extra: [],
  warnings: [],
};
const person = fillFromCard(nobody, card);
const ready = (draft: Draft): Draft => ({ ...draft, submitter: person });

describe('typed values', () => {
  it.each([
    ['1.250.000', 1_250_000],
    ['0', 0],
    ['', null],
    ['-5', null],
    ['5k', null],
  ])('reads the amount %s', (text, amount) => expect(parseAmount(text)).toBe(amount));

  it('reads a due time in the time of the centre', () => {
    expect(parseDue('05/03/2026', '16:30')).toBe('2026-03-05T16:30:00+07:00');
    expect(parseDue('05/03/2026', '24:00')).toBeNull();
  });
});

describe('draft', () => {
  it('takes from a card what the card says and keeps what was typed', () => {
    const typed = { ...nobody, phone: '0900000000', name: 'nháp' };
    expect(fillFromCard(typed, card)).toEqual({
      number: '080185000003',
      name: 'Trần Thị Cẩm',
      birth: '15/08/1985',
      sex: 'female',
      address: 'Ấp 2, Xã Bình Mẫu, Long An',
      phone: '0900000000',
      email: '',
    });
    const torn = fillFromCard(typed, { ...card, name: null, birth: null, sex: null, address: '' });
    expect(torn).toMatchObject({ number: '080185000003', name: 'nháp', birth: '', sex: '' });
  });

  it('chooses the only case by itself, and leaves the choice among several', () => {
    expect(withProcedure(emptyDraft(null), business).caseCode).toBe('1.001612.01');
    expect(withProcedure(emptyDraft(null), birth).caseCode).toBeNull();
  });

  it('lists the papers of the case without its notes', () => {
    const draft = withCase(withProcedure(emptyDraft(null), birth), '1.001193.01');
    expect(draft.papers.map(({ key }) => key)).toEqual(['p1', 'p2', 'p3']);
    expect(missingPapers(draft)).toHaveLength(2);
    const filled = fillRequired(draft);
    expect(missingPapers(filled)).toEqual([]);
    expect(filled.papers.map(({ originals }) => originals)).toEqual([1, 1, 0]);
  });

  it('leaves out what is owed only on request until it is added', () => {
    const base = withProcedure(emptyDraft(null), birth);
    const draft = withFees(base, [
      { kind: 'fee', name: 'Lệ phí', amount: 5000, source: 's' },
      { kind: 'charge', name: 'Bản sao', amount: 8000, source: 's', optional: true },
    ]);
    expect(totalOf(draft.fees)).toBe(5000);
    const added = { ...draft, fees: draft.fees.map((line) => ({ ...line, included: true, quantity: 2 })) };
    expect(totalOf(added.fees)).toBe(26_000);
  });

  it('keeps an amount that was typed when central computes the fees again', () => {
    const draft = withFees(withProcedure(emptyDraft(null), business), business.fees);
    expect(totalOf(draft.fees)).toBeNull();
    const typed = { ...draft, fees: draft.fees.map((line) => ({ ...line, amount: '100.000' })) };
    expect(totalOf(withFees(typed, business.fees).fees)).toBe(100_000);
  });

  it('is touched as soon as something was entered', () => {
    expect(isTouched(emptyDraft(null))).toBe(false);
    expect(isTouched({ ...emptyDraft(null), owner: { ...nobody, name: 'A' } })).toBe(true);
    expect(isTouched(withProcedure(emptyDraft(null), birth))).toBe(true);
  });

  it('becomes a command that central’s schema takes', () => {
    const draft = fillRequired(
      withCase(
        withProcedure(ready(emptyDraft({ id: crypto.randomUUID(), number: 'A-001' })), birth),
        '1.001193.01',
      ),
    );
    expect(problemsOf(draft, now)).toEqual({});
    const command = commandOf(draft, birth, '1.001193.01');
    const parsed = ReceiveDossier.parse({ ...command, counterId: 'quay-1', stationId: 'quay-1' });
    expect(parsed.submitter.birth).toBe('1985-08-15');
    expect(parsed.owner).toBeNull();
    expect(parsed.papers).toHaveLength(2);
    expect(parsed.dueAt).toBeNull();
  });

  it('sends the date that the officer set only where the limit is a text', () => {
    const draft = { ...withProcedure(ready(emptyDraft(null)), byText), dueDate: '10/03/2026' };
    expect(commandOf(draft, byText, '2.002307.01').dueAt).toBe('2026-03-10T16:30:00+07:00');
    const other = { ...withProcedure(ready(emptyDraft(null)), business), dueDate: '10/03/2026' };
    expect(commandOf(other, business, '1.001612.01').dueAt).toBeNull();
  });
});

describe('problems', () => {
  it('asks for name and procedure of an empty draft', () => {
    expect(problemsOf(emptyDraft(null), now)).toEqual({ 'submitter.name': 'name', procedure: 'procedure' });
  });

  it('checks each typed field of a person, and the owner only where it is another', () => {
    const bad = { ...nobody, name: 'A', number: '12', birth: '31/02/2020', phone: 'x', email: 'x' };
    const draft = { ...emptyDraft(null), submitter: bad, owner: nobody };
    expect(problemsOf(draft, now)).toEqual({
      'submitter.number': 'number',
      'submitter.birth': 'birth',
      'submitter.phone': 'phone',
      'submitter.email': 'email',
      procedure: 'procedure',
    });
    expect(problemsOf({ ...draft, ownerIsSubmitter: false }, now)).toHaveProperty(['owner.name'], 'name');
  });

  it('wants the case, the amount that the province sets, and a due date in the future', () => {
    expect(problemsOf(withProcedure(ready(emptyDraft(null)), birth), now)).toEqual({ case: 'case' });
    const unpaid = withFees(withProcedure(ready(emptyDraft(null)), business), business.fees);
    expect(Object.values(problemsOf(unpaid, now))).toEqual(['fee']);
    const past = { ...withProcedure(ready(emptyDraft(null)), byText), dueDate: '01/03/2026' };
    expect(problemsOf(past, now)).toEqual({ due: 'due' });
    expect(problemsOf({ ...past, dueDate: '10/03/2026' }, now)).toEqual({});
  });
});
