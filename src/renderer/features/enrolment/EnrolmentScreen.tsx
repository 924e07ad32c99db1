import { Button } from '@mantine/core';
import { useState } from 'react';
import { formatDateTime } from '../../texts/format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { KeyButton } from '../../ui/KeyButton.tsx';
import { StatusDot } from '../../ui/StatusDot.tsx';
import { Access, useMay } from '../access/index.ts';
import { Queue, useServerNow } from '../queue/index.ts';
import classes from './Enrolment.module.css';
import { StationCodeDialog } from './StationCodeDialog.tsx';
import { Enrolment, type EnrolledOne } from './store.ts';

/** Which computers are stations of the site: their state, codes for new ones, and taking a key back. */
export function EnrolmentScreen() {
  return (
    <Enrolment.Provider>
      <Screen />
    </Enrolment.Provider>
  );
}

type Open = { readonly kind: 'code' | 'revoke'; readonly station: EnrolledOne } | { readonly kind: 'new' };

function Screen() {
  const { t } = useTexts();
  const stations = Enrolment.use((state) => state.stations);
  const error = Enrolment.use((state) => state.error);
  const revoked = Enrolment.use((state) => state.revoked);
  const { forgetRefusal } = Enrolment.useApi().getState();
  const [open, setOpen] = useState<Open | null>(null);
  const show = (next: Open): void => {
    forgetRefusal();
    setOpen(next);
  };
  const close = (): void => setOpen(null);
  return (
    <section className={classes['screen']} aria-label={t('enrolment.title')}>
      <div className={classes['head']}>
        <p className={classes['soft']}>{t('enrolment.note')}</p>
        {useMay('station.manage') && (
          <KeyButton command="addNew" onPress={() => show({ kind: 'new' })}>
            {t('enrolment.add')}
          </KeyButton>
        )}
      </div>
      <div className={classes['said']} role="status" data-empty={revoked === null}>
        {revoked !== null && t('enrolment.revoked', { name: revoked })}
      </div>
      {error !== null && <ErrorNote error={error} />}
      {stations === null && error === null && <p role="status">{t('common.loading')}</p>}
      {stations?.length === 0 && <p role="status">{t('enrolment.none')}</p>}
      {stations !== null && stations.length > 0 && <StationTable stations={stations} onOpen={show} />}
      {open?.kind === 'revoke' && <RevokeDialog station={open.station} onClose={close} />}
      {open?.kind === 'new' && <StationCodeDialog station={null} onClose={close} />}
      {open?.kind === 'code' && <StationCodeDialog station={open.station} onClose={close} />}
    </section>
  );
}

function StationTable(props: {
  readonly stations: readonly EnrolledOne[];
  readonly onOpen: (open: Open) => void;
}) {
  const { t, language } = useTexts();
  const mayManage = useMay('station.manage');
  const counters = Queue.use((state) => state.view?.snapshot?.counters);
  const counterName = (id: string): string =>
    counters?.find((counter) => counter.id === id)?.name[language] ?? id;
  return (
    <table className={classes['table']}>
      <thead>
        <tr>
          <th scope="col">{t('enrolment.station')}</th>
          <th scope="col">{t('enrolment.role')}</th>
          <th scope="col">{t('enrolment.version')}</th>
          <th scope="col">{t('enrolment.state')}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {props.stations.map((station) => (
          <tr key={station.stationId}>
            <th scope="row">
              {station.name} <span className={classes['soft']}>{station.stationId}</span>
            </th>
            <td>
              {t(`common.role.${station.role}`)}
              {station.counterId !== null && (
                <span className={classes['soft']}> · {counterName(station.counterId)}</span>
              )}
            </td>
            <td>{station.appVersion}</td>
            <td>
              <StationState station={station} />
            </td>
            <td className={classes['act']}>
              {mayManage && (
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={t('enrolment.codeFor', { name: station.name })}
                  onClick={() => props.onOpen({ kind: 'code', station })}
                >
                  {t('enrolment.code')}
                </Button>
              )}
              {mayManage && station.enrolledAt !== null && !station.isRevoked && (
                <Button
                  size="compact-sm"
                  variant="outline"
                  color="red"
                  aria-label={t('enrolment.revokeNamed', { name: station.name })}
                  onClick={() => props.onOpen({ kind: 'revoke', station })}
                >
                  {t('enrolment.revoke')}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Central keeps to the minute when it heard of a station. */
const silentMs = 3 * 60_000;

function StationState(props: { readonly station: EnrolledOne }) {
  const { t, language } = useTexts();
  const { isRevoked, enrolledAt, seenAt } = props.station;
  const now = useServerNow(5000);
  const seen = t('enrolment.seen', { time: formatDateTime(seenAt, language) });
  if (isRevoked) return <StatusDot tone="idle" label={`${t('enrolment.isRevoked')} · ${seen}`} />;
  if (enrolledAt === null) return <StatusDot tone="idle" label={t('enrolment.notEnrolled')} />;
  return now - Date.parse(seenAt) <= silentMs ? (
    <StatusDot tone="ok" label={t('enrolment.working')} />
  ) : (
    <StatusDot tone="warn" label={seen} />
  );
}

function RevokeDialog(props: { readonly station: EnrolledOne; readonly onClose: () => void }) {
  const { t } = useTexts();
  const { station, onClose } = props;
  const here = Access.use((state) => state.state?.stationId ?? null);
  const acting = Enrolment.use((state) => state.acting);
  const refusal = Enrolment.use((state) => state.refusal);
  const { revoke } = Enrolment.useApi().getState();
  return (
    <Dialog title={t('enrolment.revokeNamed', { name: station.name })} onClose={onClose}>
      <div className={classes['form']}>
        <p>{t('enrolment.revokeAsk', { name: station.name, id: station.stationId })}</p>
        {here === station.stationId && <p className={classes['warn']}>{t('enrolment.revokeHere')}</p>}
        {refusal !== null && <ErrorNote error={refusal} />}
        <div className={classes['actions']}>
          <Button
            color="red"
            loading={acting}
            onClick={() =>
              void revoke(station).then((isDone) => {
                if (isDone) onClose();
              })
            }
          >
            {t('enrolment.revoke')}
          </Button>
          <Button variant="default" data-autofocus onClick={onClose}>
            {t('common.back')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
