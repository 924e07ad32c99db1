import { useEffect, useState } from 'react';
import { useHost } from '../../host/context.tsx';
import { useTexts } from '../../texts/use-texts.ts';

/** One slip as it looks. Its picture never changes, so it is fetched once. */
export function LabPaper(props: { readonly printer: string; readonly paperId: number }) {
  const { t } = useTexts();
  const host = useHost();
  const { printer, paperId } = props;
  const [png, setPng] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    void host.call('lab.paper', { printer, paperId }).then((answer) => {
      if (!gone && answer.ok) setPng(answer.value.png);
    });
    return () => {
      gone = true;
    };
  }, [host, printer, paperId]);
  const alt = t('lab.paperPicture', { id: String(paperId), name: printer });
  return png === null ? <p>{t('common.loading')}</p> : <img src={`data:image/png;base64,${png}`} alt={alt} />;
}
