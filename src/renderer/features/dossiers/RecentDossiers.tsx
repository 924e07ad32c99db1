import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { useTexts } from '../../texts/use-texts.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { DossierLines } from './DossierLines.tsx';
import classes from './DossierPanel.module.css';
import { DossierSearch } from './DossierSearch.tsx';
import { FoundVisits } from './FoundVisits.tsx';
import { Dossiers } from './store.ts';

/** The dossiers received lately, the person masked, or those that a search found. */
export function RecentDossiers(props: { readonly onOpen: (code: string) => void }) {
  const { t } = useTexts();
  const recent = Dossiers.use((state) => state.recent);
  const found = Dossiers.use((state) => state.found);
  const searchError = Dossiers.use((state) => state.searchError);
  const searching = Dossiers.use((state) => state.searching);
  const searchOn = Dossiers.use((state) => state.searchOn);
  const loadRecent = Dossiers.use((state) => state.loadRecent);
  useEffect(() => void loadRecent(), [loadRecent]);
  const title = t(found === null ? 'counter.recent' : 'dossier.search.results');
  const shown = found?.items ?? recent;
  return (
    <section className={classes['recent']} aria-label={title}>
      <header className={classes['recentHead']}>
        <h2>{title}</h2>
        <DossierSearch />
      </header>
      {searchError !== null && <ErrorNote error={searchError} />}
      {found !== null && found.visits.length > 0 && <FoundVisits visits={found.visits} />}
      {shown.length === 0 ? (
        <p className={classes['soft']} role="status">
          {t(found === null ? 'counter.recentEmpty' : 'dossier.search.none')}
        </p>
      ) : (
        <DossierLines dossiers={shown} onOpen={props.onOpen} />
      )}
      {found?.next != null && (
        <Button size="compact-md" variant="subtle" loading={searching} onClick={() => void searchOn()}>
          {t('dossier.search.more')}
        </Button>
      )}
    </section>
  );
}
