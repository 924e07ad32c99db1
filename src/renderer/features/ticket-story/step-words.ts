import type { TFunction } from 'i18next';
import {
  CancelReason,
  ChosenReason,
  Outcome,
  ParkReason,
  type TicketStory,
} from '../../../shared/api/queue.ts';

type Step = TicketStory['steps'][number];

const actions = [
  'issue',
  'call',
  'callChosen',
  'recall',
  'start',
  'noShow',
  'restore',
  'park',
  'unpark',
  'transfer',
  'nextService',
  'finish',
  'cancel',
] as const;

/** What was done with a number, in words, with the group after it and why. */
export function stepWords(step: Step, t: TFunction): string {
  const known = actions.find((action) => action === step.action);
  const what =
    known === undefined
      ? t('siteAdmin.story.action.other', { action: step.action })
      : t(`siteAdmin.story.action.${known}`);
  const isMoved = known === 'issue' || known === 'transfer' || known === 'nextService';
  const group = isMoved ? t('siteAdmin.story.group', { code: step.groupCode }) : '';
  return [what, group, reasonOf(step, t)].filter((part) => part !== '').join(' · ');
}

/** Each action has reasons of its own; one that this app does not know is left out. */
function reasonOf({ action, reason }: Step, t: TFunction): string {
  if (reason === null) return '';
  const words = ((): string | null => {
    switch (action) {
      case 'park': {
        const code = ParkReason.safeParse(reason);
        return code.success ? t(`desk.parkReason.${code.data}`) : null;
      }
      case 'cancel': {
        const code = CancelReason.safeParse(reason);
        return code.success ? t(`desk.cancelReason.${code.data}`) : null;
      }
      case 'callChosen': {
        const code = ChosenReason.safeParse(reason);
        return code.success ? t(`desk.chosenReason.${code.data}`) : null;
      }
      case 'finish':
      case 'nextService': {
        const code = Outcome.safeParse(reason);
        return code.success ? t(`counter.outcome.${code.data}`) : null;
      }
      default:
        return null;
    }
  })();
  return words ?? '';
}
