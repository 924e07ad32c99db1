import { Button, Checkbox, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { CitizenNumber } from '../../../shared/api/primitives.ts';
import type { CitizenData } from '../../../shared/api/privacy.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useScans } from '../scanning/index.ts';
import { accessLine, citizenFile, erasureLines } from './citizen-file.ts';
import { Rights } from './rights-store.ts';
import classes from './SiteAdministration.module.css';

/** A citizen's rights: what is kept about them, given out, and erased where that may be. */
export function RightsScreen() {
  return (
    <Rights.Provider>
      <Screen />
    </Rights.Provider>
  );
}

function Screen() {
  const { t, language } = useTexts();
  const data = Rights.use((state) => state.data);
  const answer = Rights.use((state) => state.answer);
  const error = Rights.use((state) => state.error);
  const working = Rights.use((state) => state.working);
  const { show, forget } = Rights.useApi().getState();
  const [number, setNumber] = useState('');
  const [reason, setReason] = useState('');
  const [isScanned, setScanned] = useState(false);
  const [asked, setAsked] = useState(false);
  const reasonField = useRef<HTMLInputElement>(null);
  const isNumber = CitizenNumber.safeParse(number).success;
  const isShown = data !== null || answer !== null;
  useScans(({ result }) => {
    // While somebody is shown, also behind the dialog that asks about them, another card changes nobody.
    if (result.meaning !== 'citizenCard' || isShown) return false;
    setNumber(result.fields.number);
    setScanned(true);
    reasonField.current?.focus();
    return true;
  });
  useEffect(() => forget, [forget]);
  const another = (): void => {
    forget();
    setNumber('');
    setReason('');
    setScanned(false);
    setAsked(false);
  };
  return (
    <section className={classes['screen']} aria-label={t('siteAdmin.rights.title')}>
      <form
        className={classes['form']}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (isNumber && reason.trim() !== '') void show(number, reason.trim());
        }}
      >
        <TextInput
          label={t('siteAdmin.rights.number')}
          description={t(isScanned ? 'siteAdmin.rights.scanned' : 'siteAdmin.rights.numberHint')}
          value={number}
          maxLength={12}
          inputMode="numeric"
          autoComplete="off"
          required
          disabled={isShown}
          error={asked && !isNumber ? t('siteAdmin.rights.numberWrong') : undefined}
          onChange={(event) => {
            setNumber(event.currentTarget.value.replace(/\D/g, ''));
            setScanned(false);
          }}
        />
        <TextInput
          ref={reasonField}
          label={t('siteAdmin.rights.reason')}
          description={t('siteAdmin.rights.reasonHint')}
          value={reason}
          maxLength={500}
          autoComplete="off"
          required
          disabled={isShown}
          error={asked && reason.trim() === '' ? t('siteAdmin.whyMissing') : undefined}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <div className={classes['line']}>
          {isShown ? (
            <Button variant="default" onClick={another}>
              {t('siteAdmin.rights.another')}
            </Button>
          ) : (
            <Button type="submit" loading={working === 'show'}>
              {t('siteAdmin.rights.show')}
            </Button>
          )}
        </div>
      </form>
      {error !== null && <ErrorNote error={error} />}
      {data !== null && <Kept data={data} number={number} reason={reason.trim()} />}
      <div role="status">
        {answer !== null && (
          <section className={classes['note']} aria-label={t('siteAdmin.rights.result')}>
            <h3>{t('siteAdmin.rights.result')}</h3>
            {erasureLines(answer, t, language).map((line) => (
              <p key={line}>{line}</p>
            ))}
          </section>
        )}
      </div>
    </section>
  );
}

function Kept(props: { readonly data: CitizenData; readonly number: string; readonly reason: string }) {
  const { t, language } = useTexts();
  const { data, number, reason } = props;
  const { save, erase } = Rights.useApi().getState();
  const working = Rights.use((state) => state.working);
  const given = Rights.use((state) => state.given);
  const [isErasing, setErasing] = useState(false);
  const { known, dossiers, accesses, keeping } = data;
  const isNothing = known === null && dossiers.length === 0;
  return (
    <section aria-label={t('siteAdmin.rights.kept')}>
      <h3>{t('siteAdmin.rights.kept')}</h3>
      {isNothing ? (
        <p>{t('siteAdmin.rights.nothing')}</p>
      ) : (
        <ul className={classes['list']}>
          <li>
            {known === null
              ? t('siteAdmin.rights.notKnown')
              : t('siteAdmin.rights.known', { name: known.name })}
          </li>
          <li>
            {t('siteAdmin.rights.dossiers', { count: dossiers.length })}
            {dossiers.length > 0 && `: ${dossiers.map(({ code }) => code).join(', ')}`}
          </li>
        </ul>
      )}
      <h3>{t('siteAdmin.rights.keeping')}</h3>
      <ul className={classes['list']}>
        {keeping.map(({ subject, text }) => (
          <li key={subject}>{text[language]}</li>
        ))}
      </ul>
      <details>
        <summary>
          {t('siteAdmin.rights.accessList')}: {t('siteAdmin.rights.accesses', { count: accesses.length })}
        </summary>
        <ul className={classes['list']}>
          {accesses.map((access, index) => (
            <li key={index}>{accessLine(access, t, language)}</li>
          ))}
        </ul>
      </details>
      <div className={classes['line']}>
        <Button
          loading={working === 'save'}
          onClick={() => void save(citizenFile(number, data, t, language))}
        >
          {t('siteAdmin.rights.giveOut')}
        </Button>
        <Button variant="outline" color="red" disabled={isNothing} onClick={() => setErasing(true)}>
          {t('siteAdmin.rights.erase')}
        </Button>
      </div>
      <p role="status">
        {given !== null &&
          (given === 'none' ? t('siteAdmin.noFile') : t('siteAdmin.rights.given', { name: given.name }))}
      </p>
      {isErasing && (
        <EraseDialog
          onErase={() => {
            setErasing(false);
            void erase(number, reason);
          }}
          onClose={() => setErasing(false)}
        />
      )}
    </section>
  );
}

function EraseDialog(props: { readonly onErase: () => void; readonly onClose: () => void }) {
  const { t } = useTexts();
  const [isSure, setSure] = useState(false);
  return (
    <Dialog title={t('siteAdmin.rights.eraseTitle')} onClose={props.onClose}>
      <div className={classes['form']}>
        <p>{t('siteAdmin.rights.eraseWhat')}</p>
        <p>{t('siteAdmin.rights.eraseStays')}</p>
        <Checkbox
          label={t('siteAdmin.rights.eraseSure')}
          checked={isSure}
          onChange={(event) => setSure(event.currentTarget.checked)}
        />
        <div className={classes['line']}>
          <Button color="red" disabled={!isSure} onClick={props.onErase}>
            {t('siteAdmin.rights.eraseDo')}
          </Button>
          <Button variant="outline" data-autofocus onClick={props.onClose}>
            {t('siteAdmin.rights.back')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
