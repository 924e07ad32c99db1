import { useEffect, useState } from 'react';
import type { PrintJob } from '../../../shared/contract/printing.ts';
import { useHost } from '../../host/context.tsx';
import { useTexts } from '../../texts/use-texts.ts';
import classes from './JobCard.module.css';

/** The slip as it went or would have gone to the printer, to compare with what lies in the tray. */
export function JobPicture(props: { readonly job: PrintJob }) {
  const { t } = useTexts();
  const host = useHost();
  const { id, title } = props.job;
  const [shown, setShown] = useState<{ readonly png: string | null } | null>(null);
  useEffect(() => {
    let gone = false;
    void host.call('printing.picture', { jobId: id }).then((answer) => {
      if (!gone) setShown({ png: answer.ok ? answer.value.png : null });
    });
    return () => {
      gone = true;
    };
  }, [host, id]);
  if (shown === null) return <p>{t('common.loading')}</p>;
  if (shown.png === null) return <p>{t('printing.pictureFailed')}</p>;
  return (
    <div
      className={classes['picture']}
      tabIndex={0}
      role="group"
      aria-label={t('printing.picture', { title })}
    >
      <img src={`data:image/png;base64,${shown.png}`} alt={t('printing.picture', { title })} />
    </div>
  );
}
