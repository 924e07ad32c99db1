import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { PrintState } from '../../../shared/contract/printing.ts';
import { dayNumberFromText, dayText } from '../../../shared/domain/centre-time.ts';
import { formatDay } from '../../../shared/domain/vietnamese-format.ts';
import { PaperKind } from '../../../shared/paper/document.ts';
import { dayFromText, dayProblem } from '../../texts/day-text.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { DateField } from '../../ui/DateField.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { KeyButton } from '../../ui/KeyButton.tsx';
import { useKeys } from '../../keyboard/keyboard.tsx';
import { useToday } from '../queue/index.ts';
import { HistoryDetail } from './HistoryDetail.tsx';
import { HistoryList } from './HistoryList.tsx';
import classes from './HistoryScreen.module.css';
import { History, isAny } from './history-store.ts';
import { Printing } from './store.ts';

/** What was printed in the last thirty days: found, looked at, settled, printed again. */
export function HistoryScreen(props: { readonly onClose: () => void }) {
  const { t } = useTexts();
  useKeys({ printHistory: props.onClose });
  return (
    <History.Provider>
      <section className={classes['history']} aria-label={t('printing.history.title')}>
        <header className={classes['head']}>
          <div>
            <h2>{t('printing.history.title')}</h2>
            <p className={classes['soft']}>{t('printing.history.hint')}</p>
          </div>
          <KeyButton command="close" variant="default" onPress={props.onClose}>
            {t('common.close')}
          </KeyButton>
        </header>
        <Filter />
        <Results />
      </section>
    </History.Provider>
  );
}

/** List and chosen printout side by side; where there is none, why, and what to do. */
function Results() {
  const isEmpty = History.use((state) => state.jobs.length === 0);
  if (isEmpty) return <Nothing />;
  return (
    <div className={classes['columns']}>
      <Found />
      <HistoryDetail />
    </div>
  );
}

function Nothing() {
  const { t } = useTexts();
  const loading = History.use((state) => state.loading);
  const error = History.use((state) => state.error);
  const isFiltered = History.use((state) => !isAny(state.filter));
  const reset = History.use((state) => state.reset);
  if (error !== null) return <ErrorNote error={error} />;
  return (
    <div className={classes['nothing']} role="status">
      {loading ? (
        <p>{t('common.loading')}</p>
      ) : (
        <>
          <p className={classes['name']}>{t(`printing.history.${isFiltered ? 'none' : 'empty'}`)}</p>
          <p className={classes['soft']}>{t(`printing.history.${isFiltered ? 'noneHint' : 'emptyHint'}`)}</p>
          {isFiltered && (
            <Button variant="default" onClick={() => void reset()}>
              {t('printing.history.showAll')}
            </Button>
          )}
        </>
      )}
    </div>
  );
}

function Filter() {
  const { t } = useTexts();
  const filter = History.use((state) => state.filter);
  const search = History.use((state) => state.search);
  const resets = History.use((state) => state.resets);
  const printers = Printing.use((state) => state.printers);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const any = { value: '', label: t('printing.history.any') };
  return (
    <form className={classes['filter']} role="search" onSubmit={(event) => event.preventDefault()}>
      <TextInput
        ref={input}
        className={classes['text'] ?? ''}
        label={t('printing.history.search')}
        value={filter.text}
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => void search({ text: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('printing.history.kind')}
        value={filter.kind ?? ''}
        data={[any, ...PaperKind.options.map((kind) => ({ value: kind, label: t(`printing.kind.${kind}`) }))]}
        onChange={(event) =>
          void search({ kind: PaperKind.safeParse(event.currentTarget.value).data ?? null })
        }
      />
      <NativeSelect
        label={t('printing.history.state')}
        value={filter.state ?? ''}
        data={[
          any,
          ...PrintState.options.map((state) => ({ value: state, label: t(`printing.state.${state}`) })),
        ]}
        onChange={(event) =>
          void search({ state: PrintState.safeParse(event.currentTarget.value).data ?? null })
        }
      />
      <NativeSelect
        label={t('printing.history.printer')}
        value={filter.printerId ?? ''}
        data={[any, ...printers.map(({ id, name }) => ({ value: id, label: name }))]}
        onChange={(event) => void search({ printerId: event.currentTarget.value || null })}
      />
      {/* A day that was typed half stands in the field alone: it goes with the rest. */}
      <DayFilter key={resets} />
    </form>
  );
}

/** How far back the journal is kept. */
const keptDays = 30;

/** Asks as soon as a whole day stands there, and for every day again once it is empty. */
function DayFilter() {
  const { t } = useTexts();
  const day = History.use((state) => state.filter.day);
  const search = History.use((state) => state.search);
  const [text, setText] = useState(day == null ? '' : formatDay(day));
  const today = useToday();
  const min = dayText((dayNumberFromText(today) ?? 0) - keptDays);
  return (
    <DateField
      label={t('printing.history.day')}
      className={classes['day'] ?? ''}
      min={min}
      max={today}
      today={today}
      value={text}
      onChange={(typed) => {
        setText(typed);
        const wanted = typed.trim() === '' ? null : dayFromText(typed);
        const isAllowed = wanted !== null && dayProblem(typed, { min, max: today }) === null;
        if (wanted !== day && (isAllowed || typed.trim() === '')) void search({ day: wanted });
      }}
    />
  );
}

function Found() {
  const { t } = useTexts();
  const jobs = History.use((state) => state.jobs);
  const more = History.use((state) => state.more);
  const loading = History.use((state) => state.loading);
  const error = History.use((state) => state.error);
  const loadMore = History.use((state) => state.loadMore);
  return (
    <div className={classes['found']}>
      <p className={classes['soft']} role="status">
        {t('printing.history.shown', { count: jobs.length })}
      </p>
      {error !== null && <ErrorNote error={error} />}
      <HistoryList />
      {more && (
        <Button variant="default" loading={loading} onClick={() => void loadMore()}>
          {t('printing.history.more')}
        </Button>
      )}
    </div>
  );
}
