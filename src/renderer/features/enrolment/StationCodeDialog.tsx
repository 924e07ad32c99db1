import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useEffect, useState } from 'react';
import { StationId } from '../../../shared/api/primitives.ts';
import { StationRole } from '../../../shared/api/site.ts';
import type { CallOutput } from '../../../shared/contract/index.ts';
import { formatTime } from '../../texts/format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { ShownOnce } from '../../ui/ShownOnce.tsx';
import { Queue, useServerNow } from '../queue/index.ts';
import classes from './Enrolment.module.css';
import { Enrolment, type EnrolledOne } from './store.ts';
import { freshStationId } from './station-id.ts';

interface Made {
  readonly stationId: string;
  readonly name: string;
  /** When the station had a key before, if it had. */
  readonly before: string | null;
  readonly code: CallOutput<'enrolment.makeCode'>;
}

/** Makes a code for a station: a new one, or one whose computer was replaced. */
export function StationCodeDialog(props: {
  readonly station: EnrolledOne | null;
  readonly onClose: () => void;
}) {
  const { t } = useTexts();
  const { station, onClose } = props;
  const [made, setMade] = useState<Made | null>(null);
  return (
    <Dialog
      title={station === null ? t('enrolment.add') : t('enrolment.codeFor', { name: station.name })}
      onClose={onClose}
      size="min(720px, 94vw)"
    >
      {made === null ? (
        <CodeForm station={station} onMade={setMade} />
      ) : (
        <CodeShown made={made} onClose={onClose} onAgain={() => setMade(null)} />
      )}
    </Dialog>
  );
}

function CodeForm(props: { readonly station: EnrolledOne | null; readonly onMade: (made: Made) => void }) {
  const { t, language } = useTexts();
  const { station } = props;
  const stations = Enrolment.use((state) => state.stations) ?? [];
  const acting = Enrolment.use((state) => state.acting);
  const refusal = Enrolment.use((state) => state.refusal);
  const { makeCode } = Enrolment.useApi().getState();
  const counters = Queue.use((state) => state.view?.snapshot?.counters) ?? [];
  const [role, setRole] = useState<StationRole>(station?.role ?? 'counter');
  const [counterId, setCounterId] = useState(station?.counterId ?? '');
  /** Null: nobody has typed one, so it follows the role. */
  const [typedId, setTypedId] = useState<string | null>(station?.stationId ?? null);
  const [typedName, setTypedName] = useState<string | null>(station?.name ?? null);
  const [isTried, setIsTried] = useState(false);
  const needsCounter = role === 'counter' || role === 'rating';
  const counter = counters.find(({ id }) => id === counterId);
  const ids = stations.map(({ stationId }) => stationId);
  const stationId = typedId ?? freshStationId(role, ids);
  const name = typedName ?? (role === 'counter' ? (counter?.name[language] ?? '') : t(`common.role.${role}`));
  const isId = StationId.safeParse(stationId).success;
  const isTaken = station === null && ids.includes(stationId);
  const isNamed = name.trim() !== '' && name.trim().length <= 60;
  const hasCounter = !needsCounter || counter !== undefined;
  return (
    <form
      className={classes['form']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setIsTried(true);
        if (!isId || !isNamed || !hasCounter) return;
        const asked = { stationId, role, name: name.trim(), counterId: needsCounter ? counterId : null };
        void makeCode(asked).then((code) => {
          const before = stations.find((one) => one.stationId === stationId)?.enrolledAt ?? null;
          if (code !== null) props.onMade({ stationId, name: asked.name, before, code });
        });
      }}
    >
      <div className={classes['two']}>
        <NativeSelect
          label={t('enrolment.role')}
          value={role}
          data-autofocus
          data={StationRole.options.map((value) => ({ value, label: t(`common.role.${value}`) }))}
          onChange={(event) => setRole(StationRole.parse(event.currentTarget.value))}
        />
        {needsCounter && (
          <NativeSelect
            label={t('enrolment.counter')}
            value={counterId}
            error={isTried && !hasCounter ? t('enrolment.counterMissing') : null}
            data={[
              { value: '', label: t('enrolment.chooseCounter') },
              ...counters.map((one) => ({ value: one.id, label: one.name[language] })),
            ]}
            onChange={(event) => setCounterId(event.currentTarget.value)}
          />
        )}
      </div>
      <div className={classes['two']}>
        <TextInput
          label={t('enrolment.name')}
          value={name}
          maxLength={60}
          autoComplete="off"
          error={isTried && !isNamed ? t('enrolment.nameMissing') : null}
          onChange={(event) => setTypedName(event.currentTarget.value)}
        />
        <TextInput
          label={t('enrolment.id')}
          value={stationId}
          maxLength={40}
          disabled={station !== null}
          autoComplete="off"
          spellCheck={false}
          error={isTried && !isId ? t('enrolment.idWrong') : null}
          onChange={(event) => setTypedId(event.currentTarget.value)}
        />
      </div>
      {(isTaken || station?.enrolledAt != null) && (
        <p className={classes['warn']}>{t('enrolment.replaces')}</p>
      )}
      {refusal !== null && <ErrorNote error={refusal} />}
      <Button type="submit" loading={acting}>
        {t('enrolment.make')}
      </Button>
    </form>
  );
}

/** How often it is asked whether the station has enrolled, while somebody looks at its code. */
const askMs = 3_000;

function CodeShown(props: {
  readonly made: Made;
  readonly onClose: () => void;
  readonly onAgain: () => void;
}) {
  const { t } = useTexts();
  const { stationId, name, before, code } = props.made;
  const reload = Enrolment.use((state) => state.reload);
  const enrolledAt = Enrolment.use(
    (state) => state.stations?.find((one) => one.stationId === stationId)?.enrolledAt ?? null,
  );
  const now = useServerNow();
  const isEnrolled = enrolledAt !== null && enrolledAt !== before;
  const isOver = !isEnrolled && now >= Date.parse(code.validUntil);
  useEffect(() => {
    if (isEnrolled || isOver) return undefined;
    const timer = setInterval(() => void reload(), askMs);
    return () => clearInterval(timer);
  }, [isEnrolled, isOver, reload]);
  if (isEnrolled)
    return (
      <div className={classes['form']}>
        <p className={classes['good']} role="status">
          {t('enrolment.enrolled', { name })}
        </p>
        <Button data-autofocus autoFocus onClick={props.onClose}>
          {t('common.close')}
        </Button>
      </div>
    );
  return (
    <div className={classes['form']}>
      {isOver ? (
        <p className={classes['warn']} role="alert">
          {t('enrolment.over')}
        </p>
      ) : (
        <>
          <ShownOnce label={t('enrolment.codeOf', { name })} text={code.code} />
          <p className={classes['until']}>{t('enrolment.until', { time: formatTime(code.validUntil) })}</p>
          <p>{t('enrolment.typeIn')}</p>
        </>
      )}
      <div className={classes['actions']}>
        <Button data-autofocus autoFocus onClick={props.onClose}>
          {t('common.close')}
        </Button>
        {isOver && (
          <Button variant="default" onClick={props.onAgain}>
            {t('enrolment.again')}
          </Button>
        )}
      </div>
    </div>
  );
}
