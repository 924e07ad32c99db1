import type { TFunction } from 'i18next';
import type { QueueReason } from '../../../shared/api/queue.ts';

/** Why a ticket stands first, in words. */
export function reasonText(reason: QueueReason, t: TFunction): string {
  return reason.rule === 'priority'
    ? t('counter.reason.priority', { priority: t(`common.priority.${reason.priority}`) })
    : t(`counter.reason.${reason.rule}`);
}
