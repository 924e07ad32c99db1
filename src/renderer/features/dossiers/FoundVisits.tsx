import type { FoundVisit } from '../../../shared/api/dossiers.ts';
import { formatTime } from '../../texts/format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { counterOf, Queue, ticketIn } from '../queue/index.ts';
import classes from './DossierPanel.module.css';

/** The visits of today of the person searched for: number, how it stands now, and which counter has it or had it last. */
export function FoundVisits(props: { readonly visits: readonly FoundVisit[] }) {
  const { t, language } = useTexts();
  const snapshot = Queue.use((state) => state.view?.snapshot ?? null);
  return (
    <section className={classes['visits']} aria-label={t('dossier.search.visits')}>
      <h3>{t('dossier.search.visits')}</h3>
      <ul>
        {props.visits.map((visit) => {
          // What the queue says by now is newer than what the search found.
          const { state, counterId } = ticketIn(snapshot, visit.ticketId) ?? visit;
          return (
            <li key={visit.ticketId} className={classes['visit']}>
              <strong>{visit.number}</strong>
              <span>{t(`common.ticketState.${state}`)}</span>
              <span>
                {counterOf(snapshot, counterId)?.name[language] ?? counterId ?? t('dossier.search.noCounter')}
              </span>
              <span className={classes['soft']}>
                {t('dossier.search.issuedAt', { time: formatTime(visit.issuedAt) })}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
