import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { ordinaryRowsLeft, type LabPrinterView } from '../../../shared/contract/lab.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { FaultSwitch } from './FaultSwitch.tsx';
import classes from './LabScreen.module.css';
import { Lab } from './store.ts';

const mostRows = 100_000;

/** The number of rows that a person typed; null when it is none. */
function rowsOf(text: string): number | null {
  const rows = /^\d{1,6}$/.test(text.trim()) ? Number(text) : 0;
  return rows >= 1 && rows <= mostRows ? rows : null;
}

/** The end of the roll in the middle of a slip, and after how many rows; Enter in the number sets it, too. */
export function RollEnd(props: { readonly printer: LabPrinterView }) {
  const { t } = useTexts();
  const { name, rowsLeft } = props.printer;
  const setFault = Lab.use((state) => state.setFault);
  const [text, setText] = useState(String(ordinaryRowsLeft));
  const rows = rowsOf(text);
  return (
    <form
      className={classes['rollEnd']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (rows !== null) void setFault(name, 'paperOutSoon', true, rows);
      }}
    >
      <FaultSwitch printer={props.printer} fault="paperOutSoon" rows={rows} />
      <TextInput
        size="sm"
        inputMode="numeric"
        label={t('lab.rows')}
        description={t('lab.rowsHint')}
        error={rows === null && t('lab.rowsInvalid')}
        value={text}
        maxLength={6}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <p role="status" className={classes['soft']}>
        {rowsLeft !== null && t('lab.rowsLeft', { rows: String(rowsLeft) })}
      </p>
    </form>
  );
}
