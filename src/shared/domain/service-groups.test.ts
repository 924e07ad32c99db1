import { describe, expect, it } from 'vitest';
import { compareArrangements, groupOfProcedure, isSameArrangement } from './service-groups.ts';

const a = { code: 'A', fields: ['Hộ tịch'], procedureCodes: ['2.1'] };
const b = { code: 'B', fields: ['Đất đai', 'Nhà ở'], procedureCodes: ['1.2'] };

describe('the group of a procedure', () => {
  it.each([
    ['of its field', { code: '1.1', field: 'Hộ tịch' }, 'A'],
    ['that names it, though its field belongs elsewhere', { code: '1.2', field: 'Hộ tịch' }, 'B'],
    ['that names it, though its field belongs nowhere', { code: '2.1', field: 'Y tế' }, 'A'],
    ['of a field that nobody takes', { code: '3.1', field: 'Y tế' }, null],
  ])('is the one %s', (_, procedure, code) => {
    expect(groupOfProcedure([a, b], procedure)).toBe(code);
    expect(groupOfProcedure([b, a], procedure)).toBe(code);
  });
});

describe('two arrangements', () => {
  it('are the same whatever the order of what a group takes', () => {
    const change = compareArrangements([a, b], [a, { ...b, fields: ['Nhà ở', 'Đất đai'] }]);
    expect(isSameArrangement(change)).toBe(true);
  });

  it('differ by what was added, changed and removed', () => {
    const c = { code: 'C', fields: [], procedureCodes: [] };
    const change = compareArrangements([a, b], [{ ...a, fields: [] }, c]);
    expect(change).toEqual({ added: ['C'], changed: ['A'], removed: ['B'], isReordered: false });
    expect(isSameArrangement(change)).toBe(false);
  });

  it('differ by the order of those that stayed, not by who came between', () => {
    const c = { code: 'C', fields: [], procedureCodes: [] };
    expect(compareArrangements([a, b], [b, a]).isReordered).toBe(true);
    expect(compareArrangements([a, b], [a, c, b]).isReordered).toBe(false);
  });
});
