import type { TFunction } from 'i18next';
import { auditActions, type AuditAction } from '../../../shared/api/audit-actions.ts';

const known: ReadonlySet<string> = new Set(auditActions);

function isKnown(action: string): action is AuditAction {
  return known.has(action);
}

/** What was done, in words. A server that is newer than this app may know more: then its own word. */
export function actionWords(action: string, t: TFunction): string {
  return isKnown(action) ? t(`siteAdmin.action.${action}`) : action;
}

/** What it was about: a keyed hash of a number says only that it was a citizen. */
export function aboutWords(reference: string | null, t: TFunction): string {
  // A page of the log without days is about no days.
  if (reference === null || reference === '..') return '';
  const [, rows, faults] = /^(\d+):(\d+)$/.exec(reference) ?? [];
  if (rows !== undefined && faults !== undefined) return t('siteAdmin.audit.checked', { rows, faults });
  return reference.startsWith('person:')
    ? t('siteAdmin.audit.whose', { code: reference.slice('person:'.length, 'person:'.length + 8) })
    : reference;
}

/** The words of who did it, and behind them what a program wrote. */
export function reasonParts(reason: string): { readonly words: string; readonly data: string } {
  const at = reason.search(/(^| )\{"/);
  return at < 0
    ? { words: reason, data: '' }
    : { words: reason.slice(0, at).trim(), data: reason.slice(at).trim() };
}
