import { expect, it } from 'vitest';
import { matchesPrintSearch } from './print-search.ts';

const receipt = { title: 'Giấy tiếp nhận H39.30-260302-0001', reference: 'H39.30-260302-0001' };
const ticket = { title: 'Phiếu số A-012', reference: '0b5e1f34-7a12-4c6d-9e80-31f2a4c5d6e7' };

it('finds words in any order, with or without diacritics and capitals', () => {
  expect(matchesPrintSearch(receipt, 'giay tiep nhan')).toBe(true);
  expect(matchesPrintSearch(receipt, 'NHẬN 0001')).toBe(true);
  expect(matchesPrintSearch(receipt, 'tiếp'.normalize('NFD'))).toBe(true);
  expect(matchesPrintSearch(receipt, 'giấy 0002')).toBe(false);
  expect(matchesPrintSearch(receipt, '  ')).toBe(true);
});

it('finds a ticket by its number, not by digits that happen to be in its id', () => {
  expect(matchesPrintSearch(ticket, 'a-012')).toBe(true);
  expect(matchesPrintSearch(ticket, '7a12')).toBe(false);
  expect(matchesPrintSearch(ticket, ticket.reference.toUpperCase())).toBe(true);
});
