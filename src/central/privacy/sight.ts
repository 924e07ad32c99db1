import type { Dossier, ShownPerson } from '../../shared/api/dossiers.ts';
import { maskCitizenNumber, maskName, maskPhone } from '../../shared/domain/masking.ts';
import type { Principal } from '../access/principal.ts';

/**
 * How much of a person somebody sees (NĐ 13/2023/NĐ-CP Art 3: no more than the purpose needs):
 * - `whole`: who works on the dossier
 * - `payer`: name and address, as a receipt of money needs them
 * - `masked`: enough to tell one dossier from another
 * - `none`: nothing at all, not even masked
 */
export type Sight = 'whole' | 'payer' | 'masked' | 'none';

/**
 * What a caller sees of people. Officers see them whole, as do supervisors who sit at a counter; cashiers see the payer;
 * supervisors elsewhere, administrators and auditors see people masked, or whole where they say why (which the audit log
 * keeps). A station by itself, with nobody signed in, sees nobody: kiosks, displays and rating devices never do. The access
 * key of a stand-alone app is a counter's: whole.
 */
export function sightOf(principal: Principal, reason = ''): Sight {
  switch (principal.kind) {
    case 'installation':
      return 'whole';
    case 'officer': {
      const { roles, stationRole } = principal;
      if (roles.includes('officer')) return 'whole';
      if (roles.includes('supervisor') && stationRole === 'counter') return 'whole';
      if (reason !== '' && roles.some((role) => role !== 'cashier')) return 'whole';
      if (roles.includes('cashier')) return 'payer';
      return roles.length > 0 ? 'masked' : 'none';
    }
    case 'station':
    case 'nobody':
      return 'none';
  }
}

/** A person as seen. `none` shows an empty one. */
export function showPerson(person: ShownPerson, sight: Sight): ShownPerson {
  switch (sight) {
    case 'whole':
      return person;
    case 'payer':
      return { ...masked(person), name: person.name, address: person.address };
    case 'masked':
      return masked(person);
    case 'none':
      return noPerson;
  }
}

/** Nobody: what is left of a person who was erased. */
export const noPerson: ShownPerson = {
  number: null,
  name: '',
  birth: null,
  sex: null,
  address: '',
  phone: '',
  email: '',
};

/** A dossier as seen: free texts may name people, so they go with them. */
export function showDossier(dossier: Dossier, sight: Sight): Dossier {
  if (sight === 'whole') return dossier;
  return {
    ...dossier,
    sight: sight === 'payer' ? 'payer' : 'masked',
    submitter: showPerson(dossier.submitter, sight),
    owner: showPerson(dossier.owner, sight),
    note: '',
    papers: dossier.papers.map((paper) => (paper.paperId === null ? { ...paper, name: '…' } : paper)),
    steps: dossier.steps.map((step) => ({
      ...step,
      reason: null,
      ...(typeof step.receivedBy === 'string' ? { receivedBy: maskName(step.receivedBy) } : {}),
    })),
  };
}

function masked(person: ShownPerson): ShownPerson {
  return {
    ...noPerson,
    number: person.number === null ? null : maskCitizenNumber(person.number),
    name: maskName(person.name),
    phone: maskPhone(person.phone),
  };
}
