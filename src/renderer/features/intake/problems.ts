import { z } from 'zod';
import { Person } from '../../../shared/api/dossiers.ts';
import { dayOfInstant } from '../../../shared/domain/centre-time.ts';
import { dayProblem } from '../../texts/day-text.ts';
import { chosenCase, parseAmount, parseDue, type Draft, type PersonDraft } from './draft.ts';

/** What is wrong with a field, by the key of its text `intake.problem.…`. */
type ProblemText =
  | 'name'
  | 'number'
  | 'birth'
  | 'phone'
  | 'email'
  | 'procedure'
  | 'case'
  | 'due'
  | 'fee'
  | 'extra'
  | 'control';

/** Problems by field: `submitter.name`, `owner.number`, `procedure`, `case`, `due`, `fee:<key>`, `paper:<key>`. */
export type Problems = Readonly<Record<string, ProblemText>>;

const number = Person.shape.number.unwrap();
const address = Person.shape.address;
const phone = Person.shape.phone.unwrap();
const email = z.union([z.literal(''), z.email()]);

function personProblems(person: PersonDraft, prefix: string, today: string): [string, ProblemText][] {
  const found: [string, ProblemText][] = [];
  if (!Person.shape.name.safeParse(person.name).success) found.push([`${prefix}.name`, 'name']);
  if (person.number !== '' && !number.safeParse(person.number).success)
    found.push([`${prefix}.number`, 'number']);
  if (dayProblem(person.birth, { max: today }) !== null) found.push([`${prefix}.birth`, 'birth']);
  if (!address.safeParse(person.address).success) found.push([`${prefix}.address`, 'control']);
  if (!phone.safeParse(person.phone.trim()).success) found.push([`${prefix}.phone`, 'phone']);
  if (!email.safeParse(person.email.trim()).success) found.push([`${prefix}.email`, 'email']);
  return found;
}

/** All that keeps a draft from being received, in the order of the screen. `serverNow` in milliseconds. */
export function problemsOf(draft: Draft, serverNow: number): Problems {
  const today = dayOfInstant(new Date(serverNow).toISOString()) ?? '';
  const found = personProblems(draft.submitter, 'submitter', today);
  if (!draft.ownerIsSubmitter) found.push(...personProblems(draft.owner, 'owner', today));
  if (draft.procedure === null) found.push(['procedure', 'procedure']);
  else if (draft.caseCode === null) found.push(['case', 'case']);
  for (const line of draft.papers)
    if (line.paperId === null && line.name.trim() === '') found.push([`paper:${line.key}`, 'extra']);
  for (const line of draft.fees)
    if (line.included && parseAmount(line.amount) === null) found.push([`fee:${line.key}`, 'fee']);
  if (chosenCase(draft)?.limit.unit === 'OTHER') {
    const due = parseDue(draft.dueDate, draft.dueTime);
    if (due === null || Date.parse(due) <= serverNow) found.push(['due', 'due']);
  }
  return Object.fromEntries(found);
}
