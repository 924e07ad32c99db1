import classes from './ShownOnce.module.css';

/** A password or code that is told this once: large, so that it is copied by hand without a mistake, in groups as it is given. */
export function ShownOnce(props: { readonly label: string; readonly text: string }) {
  return (
    <p className={classes['shown']} role="status">
      <span className={classes['label']}>{props.label}</span>
      <output className={classes['text']} aria-label={props.label}>
        {props.text}
      </output>
    </p>
  );
}
