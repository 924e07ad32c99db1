import { Button, CloseButton } from '@mantine/core';
import { useState } from 'react';
import type { Dossier, DossierState, ShownPerson } from '../../../shared/api/dossiers.ts';
import { useKeys } from '../../keyboard/keyboard.tsx';
import { isClockRunning } from '../../../shared/domain/dossier-state.ts';
import { formatDay } from '../../../shared/domain/vietnamese-format.ts';
import { formatDateTime } from '../../texts/format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { KeyButton } from '../../ui/KeyButton.tsx';
import { Money } from '../../ui/Money.tsx';
import { JobCard, jobsOf, Printing } from '../printing/index.ts';
import { useStationName } from '../stations/index.ts';
import { Deadline } from './Deadline.tsx';
import classes from './DossierPanel.module.css';
import { HandOverDialog } from './HandOverDialog.tsx';
import { OpenWhole } from './OpenWhole.tsx';
import { ReappointDialog } from './ReappointDialog.tsx';
import { MoveDialog } from './MoveDialog.tsx';
import { Dossiers } from './store.ts';

/** One dossier: what it is about, where it stands, what may follow, its papers. */
export function DossierPanel(props: { readonly dossier: Dossier }) {
  const { t } = useTexts();
  const { dossier } = props;
  const close = Dossiers.use((state) => state.close);
  const moving = Dossiers.use((state) => state.moving);
  const error = Dossiers.use((state) => state.error);
  const [step, setStep] = useState<DossierState | null>(null);
  const [isReappointing, setReappointing] = useState(false);
  useKeys({ close });
  return (
    <section className={classes['panel']} aria-label={t('dossier.title', { code: dossier.code })}>
      <header className={classes['head']}>
        <div>
          <h2 className={classes['code']}>{dossier.code}</h2>
          <p>
            <strong>{t(`dossier.state.s${dossier.state}`)}</strong> · <Deadline deadline={dossier.deadline} />
          </p>
        </div>
        <CloseButton aria-label={t('common.close')} onClick={close} />
      </header>
      <div className={classes['body']}>
        <Facts dossier={dossier} />
        <div className={classes['side']}>
          <section aria-label={t('dossier.steps')}>
            <h3>{t('dossier.steps')}</h3>
            {dossier.nextStates.length === 0 ? (
              <p className={classes['soft']}>{t('dossier.noSteps')}</p>
            ) : (
              <div className={classes['steps']}>
                {inOrder(dossier.nextStates).map((next, index) => (
                  <Button
                    key={next}
                    variant={index === 0 && onward.includes(next) ? 'filled' : 'outline'}
                    disabled={moving}
                    onClick={() => setStep(next)}
                  >
                    {t(`dossier.move.s${next}`)}
                  </Button>
                ))}
                {mayReappoint(dossier) && (
                  <Button variant="outline" disabled={moving} onClick={() => setReappointing(true)}>
                    {t('dossier.reappoint.title')}
                  </Button>
                )}
              </div>
            )}
            {error !== null && step === null && !isReappointing && <ErrorNote error={error} />}
          </section>
          <Papers dossier={dossier} />
          <History dossier={dossier} />
        </div>
      </div>
      {isReappointing && <ReappointDialog dossier={dossier} onClose={() => setReappointing(false)} />}
      {step === 10 && <HandOverDialog dossier={dossier} onClose={() => setStep(null)} />}
      {step !== null && step !== 10 && <MoveDialog to={step} onClose={() => setStep(null)} />}
    </section>
  );
}

/** Once, while its limit runs (NĐ 61/2018 Art 19.9): a step that stays in its state is such an appointment. */
function mayReappoint({ state, steps }: Dossier): boolean {
  return isClockRunning(state) && !steps.some((step) => step.from === step.to);
}

/** The way a dossier usually goes on; what ends or delays it comes after. */
const onward: readonly DossierState[] = [10, 9, 4, 2];

function inOrder(states: readonly DossierState[]): readonly DossierState[] {
  return [
    ...onward.filter((state) => states.includes(state)),
    ...states.filter((state) => !onward.includes(state)),
  ];
}

function Facts(props: { readonly dossier: Dossier }) {
  const { t, language } = useTexts();
  const { dossier } = props;
  const sameOwner = JSON.stringify(dossier.owner) === JSON.stringify(dossier.submitter);
  const facts: readonly (readonly [string, string])[] = [
    [t('dossier.procedure'), `${dossier.procedureName} (${dossier.procedureCode})`],
    [t('dossier.case'), dossier.caseName],
    [t('dossier.agency'), dossier.agency],
    [t('dossier.receivedAt'), formatDateTime(dossier.receivedAt, language)],
    [
      t('dossier.dueAt'),
      dossier.dueAt === null ? t('dossier.deadline.none') : formatDateTime(dossier.dueAt, language),
    ],
    [
      t('dossier.book'),
      t('dossier.bookLine', {
        volume: String(dossier.book.volume),
        year: String(dossier.book.year),
        number: String(dossier.book.number),
      }),
    ],
    ...(dossier.note === '' ? [] : [[t('dossier.note'), dossier.note] as const]),
  ];
  return (
    <div className={classes['facts']}>
      <dl className={classes['list']}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {dossier.erasedAt !== undefined && <p className={classes['soft']}>{t('dossier.erased')}</p>}
      {dossier.sight !== undefined && <OpenWhole dossier={dossier} />}
      <PersonFacts title={t('dossier.submitter')} person={dossier.submitter} />
      {!sameOwner && <PersonFacts title={t('dossier.owner')} person={dossier.owner} />}
      <h3>{t('dossier.papers')}</h3>
      <ul className={classes['papers']}>
        {dossier.papers.map((paper, index) => (
          <li key={index}>
            {paper.name}{' '}
            <span className={classes['soft']}>
              (
              {(['originals', 'certified', 'copies'] as const)
                .filter((kind) => paper[kind] > 0)
                .map((kind) => `${t(`intake.papers.${kind}`)}: ${paper[kind]}`)
                .join(', ')}
              )
            </span>
          </li>
        ))}
      </ul>
      <p>
        {t('dossier.fees')}:{' '}
        <strong>
          <Money dong={dossier.totalFee} />
        </strong>
      </p>
    </div>
  );
}

function PersonFacts(props: { readonly title: string; readonly person: ShownPerson }) {
  const { t } = useTexts();
  const { person } = props;
  const rest = [
    person.number === null ? '' : `${t('dossier.number')}: ${person.number}`,
    person.birth === null ? '' : formatDay(person.birth),
    person.phone,
    person.address,
  ].filter((part) => part !== '');
  return (
    <p>
      <span className={classes['soft']}>{props.title}:</span> <strong>{person.name}</strong>
      {rest.length > 0 && ` · ${rest.join(' · ')}`}
    </p>
  );
}

function Papers(props: { readonly dossier: Dossier }) {
  const { t } = useTexts();
  const { code } = props.dossier;
  const table = Printing.use((state) => state.table);
  const busy = Printing.use((state) => state.busy.has(code));
  const error = Printing.use((state) => state.errors[code]);
  const printPapers = Printing.use((state) => state.printPapers);
  const jobs = jobsOf(table, code);
  return (
    <section className={classes['jobs']} aria-label={t('dossier.print')}>
      <h3>{t('dossier.print')}</h3>
      <div className={classes['steps']}>
        <KeyButton
          command="print"
          size="compact-md"
          variant="outline"
          loading={busy}
          onPress={() => void printPapers(code, ['receipt'])}
        >
          {t('dossier.printReceipt')}
        </KeyButton>
        <Button
          size="compact-md"
          variant="outline"
          disabled={busy}
          onClick={() => void printPapers(code, ['label'])}
        >
          {t('dossier.printLabel')}
        </Button>
      </div>
      {error !== undefined && <ErrorNote error={error} />}
      {jobs.map((job) => (
        <JobCard key={job.id} job={job} />
      ))}
    </section>
  );
}

function History(props: { readonly dossier: Dossier }) {
  const { t, language } = useTexts();
  const stationName = useStationName();
  return (
    <section aria-label={t('dossier.history')}>
      <h3>{t('dossier.history')}</h3>
      <ol className={classes['history']}>
        {[...props.dossier.steps].reverse().map((step, index) => (
          <li key={index}>
            <strong>
              {step.from === step.to && step.dueAt !== null
                ? t('dossier.reappointed', { at: formatDateTime(step.dueAt, language) })
                : t(`dossier.state.s${step.to}`)}
            </strong>
            <span className={classes['soft']}>
              {' '}
              {formatDateTime(step.at, language)} · {stationName(step.stationId)}
            </span>
            {step.reason !== null && <p>{step.reason}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
