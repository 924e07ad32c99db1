import type { DossierSummary } from '../../../shared/api/dossiers.ts';
import { formatDateTime } from '../../texts/format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Deadline } from './Deadline.tsx';
import classes from './DossierPanel.module.css';
import { Dossiers } from './store.ts';

/** Dossiers as lines to open, the person masked. */
export function DossierLines(props: {
  readonly dossiers: readonly DossierSummary[];
  readonly onOpen: (code: string) => void;
}) {
  const { t, language } = useTexts();
  const opening = Dossiers.use((state) => state.opening);
  return (
    <ul className={classes['recentList']}>
      {props.dossiers.map((dossier) => (
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
  );
}
