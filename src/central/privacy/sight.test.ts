import { describe, expect, it } from 'vitest';
import type { OfficerRole } from '../../shared/api/access.ts';
import type { Dossier } from '../../shared/api/dossiers.ts';
import type { StationRole } from '../../shared/api/site.ts';
import type { Principal } from '../access/principal.ts';
import { person } from '../testing/counter-work.ts';
import { showDossier, showPerson, sightOf } from './sight.ts';

function officer(roles: readonly OfficerRole[], stationRole: StationRole | null = null): Principal {
  return {
    kind: 'officer',
    siteId: 's',
    officerId: 'o',
    sessionId: 'x',
    stationId: stationRole === null ? null : 'm1',
    stationRole,
    roles,
    skills: [],
    mustChangePassword: false,
  };
}

describe('who sees what of a person', () => {
  it.each<[string, Principal, string, string]>([
    ['a stand-alone app', { kind: 'installation' }, 'whole', 'whole'],
    ['an officer', officer(['officer'], 'counter'), 'whole', 'whole'],
    ['a supervisor at a counter', officer(['supervisor'], 'counter'), 'whole', 'whole'],
    ['a supervisor elsewhere', officer(['supervisor'], 'supervisor'), 'masked', 'whole'],
    ['an auditor', officer(['auditor']), 'masked', 'whole'],
    ['an administrator', officer(['administrator']), 'masked', 'whole'],
    ['a cashier', officer(['cashier'], 'counter'), 'payer', 'payer'],
    ['an officer without a role', officer([]), 'none', 'none'],
    ['a kiosk', { kind: 'station', siteId: 's', stationId: 'k', role: 'kiosk' }, 'none', 'none'],
    ['a display', { kind: 'station', siteId: 's', stationId: 'd', role: 'display' }, 'none', 'none'],
    [
      'a counter with nobody',
      { kind: 'station', siteId: 's', stationId: 'c', role: 'counter' },
      'none',
      'none',
    ],
    ['nobody', { kind: 'nobody' }, 'none', 'none'],
  ])('%s', (_, principal, without, withReason) => {
    expect([sightOf(principal), sightOf(principal, 'khiếu nại')]).toEqual([without, withReason]);
  });
});

describe('a person', () => {
  const whole = { ...person, email: 'thu@example.vn' };

  it('is whole for whoever works with them', () => {
    expect(showPerson(whole, 'whole')).toEqual(whole);
  });

  it('is name and address for the cashier, the rest masked', () => {
    expect(showPerson(whole, 'payer')).toEqual({
      number: '080********1',
      name: whole.name,
      birth: null,
      sex: null,
      address: whole.address,
      phone: '090*****01',
      email: '',
    });
  });

  it('is hardly there when masked, and not at all otherwise', () => {
    const text = JSON.stringify(showPerson(whole, 'masked'));
    for (const part of ['Trần', whole.number, whole.phone, 'Bịa', '1990', '@'])
      expect(text).not.toContain(part);
    expect(text).toContain('T. T. T. Nghiệm');
    expect(JSON.stringify(showPerson(whole, 'none'))).not.toMatch(/\d|Nghi/);
  });
});

describe('a dossier', () => {
  const dossier = {
    code: 'H39.30-260302-0001',
    submitter: person,
    owner: person,
    note: `Gọi ${person.name}`,
    papers: [
      { paperId: 'p1', name: 'Tờ khai', originals: 1, certified: 0, copies: 0 },
      { paperId: null, name: `Đơn của ${person.name}`, originals: 1, certified: 0, copies: 0 },
    ],
    steps: [
      { from: 9, to: 10, at: 'x', stationId: 's', reason: person.name, dueAt: null, receivedBy: person.name },
    ],
  } as unknown as Dossier;

  it.each(['payer', 'masked', 'none'] as const)('hides free texts where it is seen as %s', (sight) => {
    const shown = showDossier(dossier, sight);
    const { submitter, owner, ...rest } = shown;
    expect(JSON.stringify(rest)).not.toContain('Trần');
    expect(shown.papers.map((paper) => paper.name)).toEqual(['Tờ khai', '…']);
    expect([submitter, owner]).toEqual([showPerson(person, sight), showPerson(person, sight)]);
  });

  it('is untouched where it is seen whole', () => {
    expect(showDossier(dossier, 'whole')).toBe(dossier);
  });
});
