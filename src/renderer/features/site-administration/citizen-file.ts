import type { TFunction } from 'i18next';
import type { ShownPerson } from '../../../shared/api/dossiers.ts';
import type { CitizenData, ErasureAnswer } from '../../../shared/api/privacy.ts';
import { formatDay } from '../../../shared/domain/vietnamese-format.ts';
import { formatDateTime } from '../../texts/format.ts';
import { actionWords } from './audit-words.ts';

type Language = 'vi' | 'en';

/** What a citizen is given: all that is kept, in plain lines that print anywhere. */
export function citizenFile(number: string, data: CitizenData, t: TFunction, language: Language): string {
  const lines = [
    t('siteAdmin.rights.file.title'),
    number,
    t('siteAdmin.rights.file.madeAt', { time: formatDateTime(data.madeAt, language) }),
    '',
    ...(data.known === null ? [t('siteAdmin.rights.notKnown')] : personLines(data.known, t)),
    '',
    t('siteAdmin.rights.dossiers', { count: data.dossiers.length }),
    ...data.dossiers.flatMap((dossier) => [
      `- ${t('siteAdmin.rights.file.dossier', {
        code: dossier.code,
        procedure: dossier.procedureName,
        state: t(`dossier.state.s${dossier.state}`),
        time: formatDateTime(dossier.receivedAt, language),
      })}`,
      `  ${t('siteAdmin.rights.file.asSubmitter', { name: dossier.submitter.name })}`,
      `  ${t('siteAdmin.rights.file.asOwner', { name: dossier.owner.name })}`,
    ]),
    '',
    t('siteAdmin.rights.accessList'),
    ...data.accesses.map((access) => `- ${accessLine(access, t, language)}`),
    '',
    t('siteAdmin.rights.keeping'),
    ...data.keeping.map(({ text }) => `- ${text[language]}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** One look at the person's data. */
export function accessLine(
  access: CitizenData['accesses'][number],
  t: TFunction,
  language: Language,
): string {
  const parts = [formatDateTime(access.at, language), actionWords(access.action, t), access.stationId ?? ''];
  const reference = access.reference ?? '';
  return [...parts, reference.startsWith('person:') ? '' : reference]
    .filter((part) => part !== '')
    .join(' · ');
}

function personLines(person: ShownPerson, t: TFunction): string[] {
  return [
    person.name,
    ...(person.birth === null ? [] : [t('siteAdmin.rights.file.birth', { day: formatDay(person.birth) })]),
    ...(person.address === '' ? [] : [t('siteAdmin.rights.file.address', { address: person.address })]),
    ...(person.phone === '' ? [] : [t('siteAdmin.rights.file.phone', { phone: person.phone })]),
    ...(person.email === '' ? [] : [t('siteAdmin.rights.file.email', { email: person.email })]),
  ];
}

/** What came of a request for erasure, as lines. */
export function erasureLines(answer: ErasureAnswer, t: TFunction, language: Language): string[] {
  return [
    answer.text[language],
    ...(answer.erased.citizen ? [t('siteAdmin.rights.erasedKnown')] : []),
    ...(answer.erased.dossiers.length === 0
      ? []
      : [t('siteAdmin.rights.erasedDossiers', { codes: answer.erased.dossiers.join(', ') })]),
    ...answer.kept.map(({ code, until, text }) =>
      until === null
        ? t('siteAdmin.rights.keptLine', { code, text: text[language] })
        : t('siteAdmin.rights.keptUntil', { code, text: text[language], day: formatDay(until) }),
    ),
  ];
}
