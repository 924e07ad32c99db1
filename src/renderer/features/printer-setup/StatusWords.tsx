import type { PrinterStatus } from '../../../shared/contract/printing.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { StatusDot, type Tone } from '../../ui/StatusDot.tsx';
import classes from './PrinterSetup.module.css';

const tones: Readonly<Record<string, Tone>> = {
  yes: 'ok',
  ok: 'ok',
  closed: 'ok',
  nearEnd: 'warn',
  no: 'bad',
  out: 'bad',
  open: 'bad',
  error: 'bad',
};

/** What a printer tells of itself, part by part. What it does not tell is unknown, not fine. */
export function StatusWords(props: { readonly status: PrinterStatus }) {
  const { t } = useTexts();
  const { online, paper, cover, cutter } = props.status;
  const parts = [
    [online, t(`printerSetup.status.online.${online}`)],
    [paper, t(`printerSetup.status.paper.${paper}`)],
    [cover, t(`printerSetup.status.cover.${cover}`)],
    [cutter, t(`printerSetup.status.cutter.${cutter}`)],
  ] as const;
  return (
    <ul className={classes['status']}>
      {parts.map(([value, label]) => (
        <li key={label}>
          <StatusDot tone={tones[value] ?? 'idle'} label={label} />
        </li>
      ))}
    </ul>
  );
}
