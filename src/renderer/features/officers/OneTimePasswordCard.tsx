import { Button } from '@mantine/core';
import type { CallOutput } from '../../../shared/contract/index.ts';
import { formatDateTime } from '../../texts/format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ShownOnce } from '../../ui/ShownOnce.tsx';
import classes from './Officers.module.css';

/** A password for one log-in: told here once, kept nowhere. */
export function OneTimePasswordCard(props: {
  readonly made: CallOutput<'officers.reset'>;
  readonly onClose: () => void;
}) {
  const { t, language } = useTexts();
  const { officer, oneTimePassword, validUntil } = props.made;
  const { displayName: name, userName } = officer;
  return (
    <div className={classes['form']}>
      <p>{t('officers.handOver', { name, userName })}</p>
      <ShownOnce label={t('officers.password')} text={oneTimePassword} />
      <p className={classes['soft']}>
        {t('officers.validUntil', { time: formatDateTime(validUntil, language) })}
      </p>
      <Button data-autofocus onClick={props.onClose}>
        {t('officers.handedOver')}
      </Button>
    </div>
  );
}
