import { TextInput } from '@mantine/core';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { ariaKey, keyMap } from '../../keyboard/key-map.ts';
import { useKeys } from '../../keyboard/keyboard.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import { KeyHint } from '../../ui/KeyHint.tsx';
import classes from './IntakePanel.module.css';
import { Intake } from './store.ts';

/** Finds a procedure while typing; arrows and Enter choose (combobox pattern of ARIA). */
export function ProcedureSearch() {
  const { t } = useTexts();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const text = Intake.use((state) => state.searchText);
  const results = Intake.use((state) => state.results);
  const problem = Intake.use((state) => state.problems['procedure']);
  const { search, chooseProcedure } = Intake.useApi().getState();
  const [at, setAt] = useState(0);
  const found = results ?? [];
  const active = Math.min(at, Math.max(found.length - 1, 0));
  useKeys({ findProcedure: () => input.current?.focus() });
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const keyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setAt((active + step + Math.max(found.length, 1)) % Math.max(found.length, 1));
    }
    const chosen = found[active];
    if (event.key === 'Enter' && !event.ctrlKey && chosen !== undefined) {
      event.preventDefault();
      void chooseProcedure(chosen.code);
    }
  };

  return (
    <section className={classes['search']} aria-label={t('intake.procedure.title')}>
      <TextInput
        ref={input}
        label={t('intake.procedure.search')}
        description={t('intake.procedure.searchHint')}
        rightSection={<KeyHint>{keyMap.findProcedure}</KeyHint>}
        rightSectionWidth={74}
        aria-keyshortcuts={ariaKey('findProcedure')}
        value={text}
        maxLength={200}
        onChange={(event) => {
          setAt(0);
          void search(event.currentTarget.value);
        }}
        onKeyDown={keyDown}
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        {...(found.length > 0 ? { 'aria-activedescendant': `${id}-${active}` } : {})}
        error={problem === undefined ? undefined : t('intake.problem.procedure')}
        autoComplete="off"
        spellCheck={false}
      />
      <p className={classes['soft']} role="status">
        {results !== null &&
          (found.length === 0
            ? t('intake.procedure.none')
            : t('intake.procedure.found', { count: found.length }))}
      </p>
      <ul
        id={`${id}-list`}
        ref={list}
        role="listbox"
        aria-label={t('intake.procedure.results')}
        className={classes['results']}
      >
        {found.map((procedure, index) => (
          <li
            key={procedure.code}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            className={classes['result']}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => void chooseProcedure(procedure.code)}
          >
            <span>{procedure.name}</span>
            <span className={classes['soft']}>
              {procedure.code} · {procedure.field}
              {procedure.sameDay && ` · ${t('intake.procedure.sameDay')}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
