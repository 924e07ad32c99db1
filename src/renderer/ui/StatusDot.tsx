import classes from './StatusDot.module.css';

export type Tone = 'ok' | 'warn' | 'bad' | 'idle';

const shapes: Readonly<Record<Tone, string>> = { ok: '●', warn: '▲', bad: '■', idle: '○' };

/** A state by shape, colour and word, so that it can be told without colours. */
export function StatusDot(props: { readonly tone: Tone; readonly label: string }) {
  return (
    <span className={classes['status']} data-tone={props.tone}>
      <span aria-hidden="true">{shapes[props.tone]}</span> {props.label}
    </span>
  );
}
