import classes from './KeyButton.module.css';

/** A key as it is shown on what it presses; no part of the accessible name. */
export function KeyHint(props: { readonly children: string }) {
  return (
    <kbd className={classes['key']} aria-hidden="true">
      {props.children}
    </kbd>
  );
}
