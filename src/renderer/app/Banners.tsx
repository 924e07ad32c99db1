import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Notice } from '../../shared/contract/station.ts';
import { Printing } from '../features/printing/index.ts';
import { Queue, secondsSince, useServerNow } from '../features/queue/index.ts';
import { formatTime, formatWait } from '../texts/format.ts';
import { useTexts } from '../texts/use-texts.ts';
import { errorWhat } from '../ui/ErrorNote.tsx';
import classes from './Banners.module.css';
import { Shell } from './shell-store.ts';

/** Lasting states that every screen of the staff shows above its content. */
export function Banners() {
  return (
    <div className={classes['banners']}>
      <CentralBanner />
      <PrinterBanner />
      <NoticeBanners />
    </div>
  );
}

function CentralBanner() {
  const { t } = useTexts();
  const central = Queue.use((state) => state.view?.central ?? null);
  const now = useServerNow();
  if (central === null || (central.state === 'connected' && central.pendingCommands === 0)) return null;
  return (
    <div className={classes['banner']} data-tone={central.state === 'away' ? 'bad' : 'warn'} role="status">
      {central.state === 'connecting' && <strong>{t('common.central.connecting')}</strong>}
      {central.state === 'away' && (
        <>
          <strong>
            {t('common.central.away', {
              since: formatTime(central.since),
              for: formatWait(secondsSince(central.since, now), t),
            })}
          </strong>{' '}
          {t('common.central.awayNext')}
        </>
      )}{' '}
      {central.pendingCommands > 0 && t('common.central.pending', { count: central.pendingCommands })}
    </div>
  );
}

function PrinterBanner() {
  const { t } = useTexts();
  const printers = Printing.use((state) => state.printers);
  const broken = printers.filter((printer) => printer.problem !== null);
  if (broken.length === 0) return null;
  return (
    <div className={classes['banner']} data-tone="warn" role="status">
      {broken.map((printer) => (
        <span key={printer.id} className={classes['part']}>
          {t('printing.printerProblem', {
            name: printer.name,
            what: printer.problem === null ? '' : errorWhat(printer.problem, t),
          })}
        </span>
      ))}
    </div>
  );
}

function NoticeBanners() {
  const { t } = useTexts();
  const notices = Shell.use((state) => state.notices);
  const [read, setRead] = useState<ReadonlySet<Notice['code']>>(new Set());
  return notices
    .filter((notice) => !read.has(notice.code))
    .map((notice) => (
      <div key={notice.code} className={classes['banner']} data-tone="info" role="status">
        <span>{t(`common.notices.${notice.code}`)}</span>
        <Button size="compact-sm" variant="outline" onClick={() => setRead(new Set([...read, notice.code]))}>
          {t('common.understood')}
        </Button>
      </div>
    ));
}
