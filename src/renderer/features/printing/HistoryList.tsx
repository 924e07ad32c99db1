import { useEffect, useId, useRef, type KeyboardEvent } from 'react';
import { formatDateTime } from '../../texts/format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import classes from './HistoryScreen.module.css';
import { History } from './history-store.ts';
import { JobStatus } from './JobStatus.tsx';
import { Printing } from './store.ts';

/** The printouts that were found: arrows, Home and End choose (listbox pattern of ARIA). */
export function HistoryList() {
  const { t, language } = useTexts();
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const jobs = History.use((state) => state.jobs);
  const selectedId = History.use((state) => state.selectedId);
  const select = History.use((state) => state.select);
  const told = Printing.use((state) => state.table.jobs);
  const at = jobs.findIndex((job) => job.id === selectedId);
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  const keyDown = (event: KeyboardEvent): void => {
    const last = jobs.length - 1;
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: Math.min(at + 1, last),
      ArrowUp: Math.max(at - 1, 0),
      Home: 0,
      End: last,
    };
    const target = jobs[targets[event.key] ?? -1];
    if (target === undefined) return;
    event.preventDefault();
    select(target.id);
  };

  return (
    <ul
      ref={list}
      role="listbox"
      tabIndex={0}
      aria-label={t('printing.history.list')}
      title={t('printing.history.listHint')}
      className={classes['list']}
      onKeyDown={keyDown}
      {...(at < 0 ? {} : { 'aria-activedescendant': `${id}-${at}` })}
    >
      {jobs.map((job, index) => (
        <li
          key={job.id}
          id={`${id}-${index}`}
          role="option"
          aria-selected={job.id === selectedId}
          className={classes['line']}
          onClick={() => select(job.id)}
        >
          <span className={classes['name']}>
            {job.title}
            {job.copy > 1 && ` · ${t('printing.copy', { number: String(job.copy - 1) })}`}
          </span>
          <span className={classes['soft']}>{formatDateTime(job.createdAt, language)}</span>
          <JobStatus job={told[job.id] ?? job} />
        </li>
      ))}
    </ul>
  );
}
