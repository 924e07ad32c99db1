import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { AuditVerification } from '../../../shared/api/privacy.ts';
import { formatDay } from '../../../shared/domain/vietnamese-format.ts';
import { useTexts } from '../../texts/use-texts.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Audit } from './audit-store.ts';
import classes from './SiteAdministration.module.css';

/** Proves the log, and writes its days into a file. */
export function AuditChecks(props: { readonly from: string | null; readonly to: string | null }) {
  const { t } = useTexts();
  const { from, to } = props;
  const { verify } = Audit.useApi().getState();
  const working = Audit.use((state) => state.working);
  const refusal = Audit.use((state) => state.refusal);
  const exported = Audit.use((state) => state.exported);
  const verification = Audit.use((state) => state.verification);
  const [isExporting, setExporting] = useState(false);
  const canExport = from !== null && to !== null;
  return (
    <>
      <div className={classes['line']}>
        <Button variant="default" loading={working === 'verify'} onClick={() => void verify()}>
          {t('siteAdmin.audit.verify')}
        </Button>
        <Button
          variant="default"
          loading={working === 'export'}
          disabled={!canExport}
          onClick={() => setExporting(true)}
        >
          {t('siteAdmin.audit.export')}
        </Button>
        {!canExport && <span className={classes['soft']}>{t('siteAdmin.audit.daysMissing')}</span>}
      </div>
      <div role="status">
        {working === 'verify' && <p>{t('siteAdmin.audit.verifying')}</p>}
        {verification !== null && <Verdict found={verification} />}
        {exported !== null && (
          <p className={exported === 'none' ? classes['note'] : classes['said']}>
            {exported === 'none'
              ? t('siteAdmin.noFile')
              : t('siteAdmin.audit.exported', { count: exported.rows, name: exported.name })}
          </p>
        )}
      </div>
      {refusal !== null && <ErrorNote error={refusal} />}
      {isExporting && canExport && <ExportDialog from={from} to={to} onClose={() => setExporting(false)} />}
    </>
  );
}

function Verdict(props: { readonly found: AuditVerification }) {
  const { t } = useTexts();
  const { rows, anchors, faultCount, faults } = props.found;
  if (faultCount === 0)
    return (
      <div className={classes['note']}>
        <p>
          <strong>{t('siteAdmin.audit.whole', { count: rows })}</strong>
        </p>
        {anchors > 0 && <p>{t('siteAdmin.audit.anchors', { count: anchors })}</p>}
        <p className={classes['soft']}>{t('siteAdmin.audit.wholeLimits')}</p>
      </div>
    );
  return (
    <div className={classes['bad']}>
      <p>
        <strong>{t('siteAdmin.audit.broken', { count: faultCount })}</strong>
      </p>
      <ul className={classes['list']}>
        {faults.map(({ kind, sequence, day }, index) => (
          <li key={index}>
            {t(`siteAdmin.audit.fault.${kind}`, {
              sequence: String(sequence),
              day: day === undefined ? '' : formatDay(day),
            })}
          </li>
        ))}
      </ul>
    </div>
  );
}

function ExportDialog(props: { readonly from: string; readonly to: string; readonly onClose: () => void }) {
  const { t } = useTexts();
  const { from, to, onClose } = props;
  const { exportDays } = Audit.useApi().getState();
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const missing = reason.trim() === '';
  return (
    <Dialog title={`${t('siteAdmin.audit.export')}: ${formatDay(from)}–${formatDay(to)}`} onClose={onClose}>
      <form
        className={classes['form']}
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(true);
          if (missing) return;
          onClose();
          void exportDays({ from, to, reason: reason.trim() });
        }}
      >
        <p>{t('siteAdmin.audit.exportHint')}</p>
        <TextInput
          label={t('siteAdmin.audit.exportWhy')}
          value={reason}
          maxLength={200}
          required
          data-autofocus
          error={asked && missing ? t('siteAdmin.whyMissing') : undefined}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Button type="submit">{t('siteAdmin.audit.exportDo')}</Button>
      </form>
    </Dialog>
  );
}
