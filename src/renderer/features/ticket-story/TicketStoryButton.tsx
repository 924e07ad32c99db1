import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { TicketStory } from '../../../shared/api/queue.ts';
import type { AppError } from '../../../shared/errors.ts';
import { useHost } from '../../host/context.tsx';
import { formatDateTime } from '../../texts/format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useMay } from '../access/index.ts';
import { useStationName } from '../stations/index.ts';
import { stepWords } from './step-words.ts';

/** Opens the history of a number, for whoever may read it. */
export function TicketStoryButton(props: {
  readonly ticketId: string;
  readonly number: string;
  readonly size?: string;
}) {
  const { t } = useTexts();
  const { ticketId, number, size = 'compact-sm' } = props;
  const [isOpen, setOpen] = useState(false);
  if (!useMay('ticket.read')) return null;
  return (
    <>
      <Button
        size={size}
        variant="subtle"
        aria-label={t('siteAdmin.story.openNamed', { number })}
        onClick={() => setOpen(true)}
      >
        {t('siteAdmin.story.open')}
      </Button>
      {isOpen && <StoryDialog ticketId={ticketId} number={number} onClose={() => setOpen(false)} />}
    </>
  );
}

function StoryDialog(props: {
  readonly ticketId: string;
  readonly number: string;
  readonly onClose: () => void;
}) {
  const { t, language } = useTexts();
  const { ticketId, number, onClose } = props;
  const host = useHost();
  const stationName = useStationName();
  const [story, setStory] = useState<TicketStory | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  useEffect(() => {
    let isWanted = true;
    void host.call('tickets.story', { ticketId }).then((answer) => {
      if (!isWanted) return;
      if (answer.ok) setStory(answer.value);
      else setError(answer.error);
    });
    return () => {
      isWanted = false;
    };
  }, [host, ticketId]);
  return (
    <Dialog title={t('siteAdmin.story.title', { number })} onClose={onClose} size="min(640px, 94vw)">
      {error !== null && <ErrorNote error={error} />}
      {story === null && error === null && <p role="status">{t('common.loading')}</p>}
      {story !== null && (
        <ol>
          {story.steps.map((step) => (
            <li key={step.step}>
              <strong>{stepWords(step, t)}</strong>
              <br />
              {[formatDateTime(step.at, language), step.officerName, stationName(step.stationId)]
                .filter((part) => part !== null)
                .join(' · ')}
            </li>
          ))}
        </ol>
      )}
    </Dialog>
  );
}
