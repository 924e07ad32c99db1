import { expect, it, vi } from 'vitest';
import { appError } from '../../../shared/errors.ts';
import { stationHost, testNow, testSite } from '../../testing/render-window.tsx';
import { makeIntakeStore } from './store.ts';

function intake() {
  const site = testSite();
  const store = makeIntakeStore(stationHost(site, 'quay-1'));
  store.getState().open({ id: crypto.randomUUID(), number: 'A-001' });
  return { site, store };
}

it('shows the results of the newest search, whatever order the answers come in', async () => {
  const { site, store } = intake();
  const release = site.hold('procedures.search');
  const slow = store.getState().search('dat dai');
  release();
  const quick = store.getState().search('khai sinh');
  await Promise.all([slow, quick]);
  expect(store.getState().results?.map(({ code }) => code)).toEqual(['1.001193']);
});

it('finds with and without diacritics, and nothing for nothing', async () => {
  const { store } = intake();
  await store.getState().search('đăng ký kết hôn');
  const withMarks = store.getState().results;
  await store.getState().search('dang ky ket hon');
  expect(store.getState().results).toEqual(withMarks);
  await store.getState().search('  ');
  expect(store.getState().results).toBeNull();
});

it('keeps what was typed when the panel is closed and opened again', () => {
  const { store } = intake();
  store.getState().changePerson('submitter', { name: 'Lê Văn Mẫu' });
  store.getState().close();
  expect(store.getState().isOpen).toBe(false);
  store.getState().open({ id: crypto.randomUUID(), number: 'A-002' });
  expect(store.getState().draft).toMatchObject({ ticketNumber: 'A-001', submitter: { name: 'Lê Văn Mẫu' } });
  store.getState().discard();
  expect(store.getState().draft.submitter.name).toBe('');
});

it('shows the dossier with its code even where nothing could be printed', async () => {
  const { site, store } = intake();
  store.getState().changePerson('submitter', { name: 'Lê Văn Mẫu' });
  await store.getState().chooseProcedure('1.000894');
  store.getState().change({
    papers: store.getState().draft.papers.map((paper) => ({ ...paper, originals: 1 })),
  });
  site.failNext('dossiers.print', appError('printer-not-configured'));
  await store.getState().receive(testNow);
  expect(store.getState().received?.dossier.code).toBe('H39.30-260302-0001');
  expect(store.getState().error?.code).toBe('printer-not-configured');
  await store.getState().receive(testNow);
  expect(site.dossiers.all).toHaveLength(1);
});

it('takes the persons over into another dossier of the same visitor, and nothing else', async () => {
  const { store } = intake();
  store.getState().changePerson('submitter', { name: 'Lê Văn Mẫu' });
  await store.getState().chooseProcedure('1.000894');
  store.getState().another();
  expect(store.getState().draft).toMatchObject({
    procedure: null,
    papers: [],
    ticketNumber: 'A-001',
    submitter: { name: 'Lê Văn Mẫu' },
  });
});

it('fills in the owner from a card when the owner is who was aimed at', async () => {
  const { store } = intake();
  store.getState().change({ ownerIsSubmitter: false });
  store.getState().aim('owner');
  await store.getState().takeCard({
    number: '080090000001',
    oldNumber: null,
    name: 'Nguyễn Văn An',
    birth: null,
    sex: 'male',
    address: '',
    issued: null,
    extra: [],
    warnings: ['birth-invalid'],
  });
  expect(store.getState().draft.owner.name).toBe('Nguyễn Văn An');
  expect(store.getState().draft.submitter.name).toBe('');
  expect(store.getState().warnings).toEqual({ submitter: [], owner: ['birth-invalid'] });
  await vi.waitFor(() => expect(store.getState().lookUp).toBe('none'));
});
