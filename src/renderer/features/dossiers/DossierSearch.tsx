import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../../texts/use-texts.ts';
import classes from './DossierPanel.module.css';
import { Dossiers } from './store.ts';

/** The field that finds dossiers; what it found stands in the store. */
export function DossierSearch() {
  const { t } = useTexts();
  const search = Dossiers.use((state) => state.search);
  const searching = Dossiers.use((state) => state.searching);
  const isShown = Dossiers.use((state) => state.found !== null || state.searchError !== null);
  const [text, setText] = useState('');
  return (
    <form
      className={classes['search']}
      role="search"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void search(text);
      }}
    >
      <TextInput
        aria-label={t('dossier.search.label')}
        placeholder={t('dossier.search.hint')}
        size="sm"
        maxLength={200}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button type="submit" size="sm" variant="outline" loading={searching}>
        {t('dossier.search.submit')}
      </Button>
      {isShown && (
        <Button
          type="button"
          size="sm"
          variant="subtle"
          onClick={() => {
            setText('');
            void search('');
          }}
        >
          {t('dossier.search.clear')}
        </Button>
      )}
    </form>
  );
}
