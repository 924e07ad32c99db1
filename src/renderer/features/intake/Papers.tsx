import { Button, Checkbox, CloseButton, TextInput } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useTexts } from '../../texts/use-texts.ts';
import { chosenCase, fillRequired, missingPapers, type PaperDraft } from './draft.ts';
import classes from './IntakePanel.module.css';
import { Intake } from './store.ts';

const kinds = ['originals', 'certified', 'copies'] as const;

/** What was handed in, counted as Mẫu 01 counts it. Guidance of the catalogue stands as text. */
export function Papers() {
  const { t } = useTexts();
  const draft = Intake.use((state) => state.draft);
  const problems = Intake.use((state) => state.problems);
  const change = Intake.use((state) => state.change);
  const chosen = chosenCase(draft);
  if (chosen === null) return null;
  const asked = new Map(chosen.papers.map((paper) => [paper.id, paper]));
  const notes = chosen.papers.filter((paper) => paper.note);
  const missing = missingPapers(draft);
  const put = (key: string, line: Partial<PaperDraft>): void =>
    change({ papers: draft.papers.map((old) => (old.key === key ? { ...old, ...line } : old)) });
  return (
    <section className={classes['papers']} aria-label={t('intake.papers.title')}>
      <div className={classes['sectionHead']}>
        <h3>{t('intake.papers.title')}</h3>
        <span className={missing.length === 0 ? classes['good'] : classes['bad']} role="status">
          {missing.length === 0
            ? t('intake.papers.complete')
            : t('intake.papers.missing', { count: missing.length })}
        </span>
        <Button size="compact-sm" variant="light" onClick={() => change(fillRequired(draft))}>
          {t('intake.papers.fill')}
        </Button>
      </div>
      <table className={classes['table']}>
        <thead>
          <tr>
            <th scope="col">{t('intake.papers.paper')}</th>
            {kinds.map((kind) => (
              <th key={kind} scope="col" className={classes['numberHead']}>
                {t(`intake.papers.${kind}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {draft.papers.map((line) => {
            const paper = line.paperId === null ? undefined : asked.get(line.paperId);
            const received = line.originals + line.certified + line.copies > 0;
            return (
              <tr key={line.key}>
                <td>
                  {paper === undefined ? (
                    <div className={classes['extra']}>
                      <TextInput
                        aria-label={t('intake.papers.extra')}
                        placeholder={t('intake.papers.extra')}
                        size="xs"
                        value={line.name}
                        maxLength={300}
                        onChange={(event) => put(line.key, { name: event.currentTarget.value })}
                        error={
                          problems[`paper:${line.key}`] === undefined ? undefined : t('intake.problem.extra')
                        }
                      />
                      <CloseButton
                        size="sm"
                        aria-label={t('intake.papers.remove', { name: line.name })}
                        onClick={() => change({ papers: draft.papers.filter((old) => old.key !== line.key) })}
                      />
                    </div>
                  ) : (
                    <Checkbox
                      size="sm"
                      checked={received}
                      label={line.name}
                      description={askedText(paper, t)}
                      onChange={(event) =>
                        put(
                          line.key,
                          event.currentTarget.checked
                            ? {
                                originals: paper.originals + paper.copies === 0 ? 1 : paper.originals,
                                copies: paper.copies,
                              }
                            : { originals: 0, certified: 0, copies: 0 },
                        )
                      }
                    />
                  )}
                </td>
                {kinds.map((kind) => (
                  <td key={kind}>
                    <input
                      type="number"
                      min={0}
                      max={99}
                      className={classes['count']}
                      aria-label={t('intake.papers.count', {
                        kind: t(`intake.papers.${kind}`),
                        paper: line.name,
                      })}
                      value={line[kind]}
                      onChange={(event) => put(line.key, { [kind]: whole(event.currentTarget.value, 0, 99) })}
                    />
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      {notes.length > 0 && (
        // Closed: the notes of some procedures are longer than the list itself, and an officer knows them.
        <details className={classes['notes']}>
          <summary>
            {t('intake.papers.note')} ({notes.length})
          </summary>
          {notes.map((note) => (
            <p key={note.id} className={classes['note']}>
              {note.name}
            </p>
          ))}
        </details>
      )}
      <div className={classes['sectionFoot']}>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() =>
            change({
              papers: [
                ...draft.papers,
                {
                  key: `extra-${draft.papers.length}-${Date.now()}`,
                  paperId: null,
                  name: '',
                  originals: 1,
                  certified: 0,
                  copies: 0,
                },
              ],
            })
          }
        >
          {t('intake.papers.add')}
        </Button>
        <label className={classes['inline']}>
          {t('intake.papers.sets')}
          <input
            type="number"
            min={1}
            max={99}
            className={classes['count']}
            value={draft.sets}
            onChange={(event) => change({ sets: whole(event.currentTarget.value, 1, 99) })}
          />
        </label>
      </div>
    </section>
  );
}

/** How many of a paper are asked for, without what is not: `Cần 1 bản chính · bắt buộc`. */
function askedText(paper: { originals: number; copies: number; required: boolean }, t: TFunction): string {
  const counts = (['originals', 'copies'] as const)
    .filter((kind) => paper[kind] > 0)
    .map((kind) => t(`intake.papers.asked.${kind}`, { number: String(paper[kind]) }));
  return [
    ...(counts.length === 0 ? [] : [t('intake.papers.asks', { counts: counts.join(', ') })]),
    ...(paper.required ? [t('intake.papers.required')] : []),
  ].join(' · ');
}

/** A whole number within limits; anything else is the lower limit. */
export function whole(text: string, from: number, to: number): number {
  const value = Number.parseInt(text, 10);
  return Number.isNaN(value) ? from : Math.min(to, Math.max(from, value));
}
