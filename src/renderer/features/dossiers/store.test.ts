import { expect, it } from 'vitest';
import { stationHost, testSite } from '../../testing/render-window.tsx';
import { compareRecipient } from './recipient.ts';
import { makeDossiersStore } from './store.ts';

const person = (number: string | null) => ({
  number,
  name: 'A',
  birth: null,
  sex: null,
  address: '',
  phone: '',
  email: '',
});

it('says what is wrong with a code, and shows nothing else', async () => {
  const store = makeDossiersStore(stationHost(testSite(), 'quay-1'));
  expect(await store.getState().open('H39.30-260302-9999')).toBe(false);
  expect(store.getState()).toMatchObject({
    dossier: null,
    opening: null,
    error: { code: 'dossier-not-found' },
  });
});

it('shows the dossier asked for last, also when an earlier answer comes late', async () => {
  const site = testSite();
  const counter = stationHost(site, 'quay-1');
  for (let count = 0; count < 2; count += 1)
    await counter.call('dossiers.receive', {
      procedureCode: '1.000894',
      caseCode: '1.000894.01',
      submitter: person(null),
      papers: ['p1', 'p2'].map((paperId) => ({
        paperId,
        name: paperId,
        originals: 1,
        certified: 0,
        copies: 0,
      })),
    });
  const [second, first] = site.dossiers.all.map(({ code }) => code);
  const store = makeDossiersStore(counter);
  const release = site.hold('dossiers.open');
  const early = store.getState().open(first!);
  const late = store.getState().open(second!);
  release();
  expect(await Promise.all([early, late])).toEqual([false, true]);
  expect(store.getState().dossier?.code).toBe(second);
});

it('tells whose card was scanned when a result is handed over', () => {
  const dossier = { submitter: person('080090000001'), owner: person('080185000003') };
  expect(compareRecipient(dossier, '080090000001')).toBe('isSubmitter');
  expect(compareRecipient(dossier, '080185000003')).toBe('isOwner');
  expect(compareRecipient(dossier, '080305000004')).toBe('isOther');
  expect(compareRecipient({ submitter: person(null), owner: person(null) }, '080305000004')).toBe(
    'nobodyToCompare',
  );
});
