import type { AppError } from '../../../shared/errors.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import classes from './SignedIn.module.css';

/** Why something with one's own account was refused. Whoever is signed in and mistypes the password did not fail to log in. */
export function AccountNote(props: { readonly error: AppError | null }) {
  const { t } = useTexts();
  const { error } = props;
  if (error === null) return null;
  return error.code === 'log-in-failed' ? (
    <p className={classes['wrong']} role="alert">
      {t('access.passwordWrong')}
    </p>
  ) : (
    <ErrorNote error={error} />
  );
}
