import type { TFunction } from 'i18next';
import type { AppError } from '../../shared/errors.ts';
import { useTexts } from '../texts/use-texts.ts';
import classes from './ErrorNote.module.css';

type Blanks = Readonly<Record<'field' | 'got' | 'takes' | 'path' | 'folder', string>>;

/** The blanks of the texts; a failure that does not say fills them with these. */
function blanksOf(error: AppError): Blanks {
  const said = Object.entries(error.detail ?? {}).map(([name, value]) => [name, String(value)]);
  return {
    field: '…',
    got: '…',
    takes: '…',
    path: '…',
    folder: '…',
    ...(Object.fromEntries(said) as object),
  };
}

// Each code's text has blanks of its own, and the compiler wants those of all at once: it is shown the ones with most.

/** What happened, in the words of the language. */
export function errorWhat(error: AppError, t: TFunction): string {
  return t(`errors.${error.code}.what` as 'errors.config-invalid.what', blanksOf(error));
}

/** What to do next; where it helps, with what the field takes. */
export function errorNext(error: AppError, t: TFunction): string {
  return t(`errors.${error.code}.next` as 'errors.config-invalid.next', blanksOf(error));
}

/** An expected failure in place: what happened, what to do, and folded away what support needs. */
export function ErrorNote(props: { readonly error: AppError }) {
  const { t } = useTexts();
  const { cause, correlationId } = props.error;
  return (
    <div className={classes['note']} role="alert">
      <p className={classes['what']}>{errorWhat(props.error, t)}</p>
      <p>{errorNext(props.error, t)}</p>
      {(cause !== undefined || correlationId !== undefined) && (
        <details className={classes['small']}>
          <summary>{t('common.forSupport')}</summary>
          {cause !== undefined && <p>{t('common.technical', { text: cause })}</p>}
          {correlationId !== undefined && <p>{t('common.correlation', { id: correlationId })}</p>}
        </details>
      )}
    </div>
  );
}
