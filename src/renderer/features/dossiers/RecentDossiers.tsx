import { useEffect } from 'react';
import { formatDateTime } from '../../texts/format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import classes from './DossierPanel.module.css';
import { Deadline } from './Deadline.tsx';
import { Dossiers } from './store.ts';

/** The dossiers received lately, the person masked. */
export function RecentDossiers(props: { readonly onOpen: (code: string) => void }) {
  const { t, language } = useTexts();
  const recent = Dossiers.use((state) => state.recent);
  const opening = Dossiers.use((state) => state.opening);
  const loadRecent = Dossiers.use((state) => state.loadRecent);
  useEffect(() => void loadRecent(), [loadRecent]);
  return (
    <section className={classes['recent']} aria-label={t('counter.recent')}>
      <h2>{t('counter.recent')}</h2>
      {recent.length === 0 ? (
        <p className={classes['soft']}>{t('counter.recentEmpty')}</p>
      ) : (
        <ul className={classes['recentList']}>
          {recent.map((dossier) => (
            <li key={dossier.code}>
              <button
                type="button"
                className={classes['recentLine']}
                disabled={opening !== null}
                onClick={() => props.onOpen(dossier.code)}
              >
                <strong>{dossier.code}</strong>
                <span className={classes['recentName']}>
                  {dossier.procedureName} · {dossier.maskedName}
                </span>
                <span>{t(`dossier.state.s${dossier.state}`)}</span>
                <span>
                  {dossier.dueAt !== null && formatDateTime(dossier.dueAt, language)}{' '}
                  <Deadline deadline={dossier.deadline} />
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
