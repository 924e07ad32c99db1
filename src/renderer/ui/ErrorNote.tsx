import type { TFunction } from 'i18next';
import type { AppError } from '../../shared/errors.ts';
import { useTexts } from '../texts/use-texts.ts';
import classes from './ErrorNote.module.css';

/** What happened, in the words of the language. */
export function errorWhat(error: AppError, t: TFunction): string {
  return t(`errors.${error.code}.what`);
}

/** What to do next. `address-invalid` names what it takes. */
export function errorNext(error: AppError, t: TFunction): string {
  const takes = error.detail?.['takes'];
  return error.code === 'address-invalid'
    ? t('errors.address-invalid.next', { takes: String(takes ?? 'tcp://192.168.1.50:9100') })
    : t(`errors.${error.code}.next`);
}

/** An expected failure in place: what happened, what to do, and small what support needs. */
export function ErrorNote(props: { readonly error: AppError }) {
  const { t } = useTexts();
  const { cause, correlationId } = props.error;
  return (
    <div className={classes['note']} role="alert">
      <p className={classes['what']}>{errorWhat(props.error, t)}</p>
      <p>{errorNext(props.error, t)}</p>
      {cause !== undefined && <p className={classes['small']}>{t('common.technical', { text: cause })}</p>}
      {correlationId !== undefined && (
        <p className={classes['small']}>{t('common.correlation', { id: correlationId })}</p>
      )}
    </div>
  );
}
