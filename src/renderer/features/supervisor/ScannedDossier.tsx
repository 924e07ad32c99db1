import type { ReactNode } from 'react';
import { useKeyRouter } from '../../keyboard/keyboard.tsx';
import { useMay } from '../access/index.ts';
import { Appointments, AppointmentsDialog } from '../appointments/index.ts';
import { DossierPanel, Dossiers } from '../dossiers/index.ts';
import { Queue, ticketIn } from '../queue/index.ts';
import { Scanning, useScans } from '../scanning/index.ts';
import classes from './SupervisorScreen.module.css';

/**
 * The board, and in its place the dossier whose receipt or label was scanned, until it is closed. A scanned ticket is told by
 * its state. What is of use at a counter alone goes on to the line that says so; nothing acts behind a dialog.
 */
export function ScannedDossier(props: { readonly children: ReactNode }) {
  const router = useKeyRouter();
  const tell = Scanning.use((state) => state.tell);
  const appointments = Appointments.useApi();
  const mayAppointments = useMay('appointment.read');
  const dossiers = Dossiers.useApi();
  const queue = Queue.useApi();
  const dossier = Dossiers.use((state) => state.dossier);

  useScans(({ result }) => {
    if (router.hasDialog()) {
      tell({ kind: 'notNow', what: result.meaning, why: 'dialog' });
      return true;
    }
    switch (result.meaning) {
      case 'dossier':
        tell(null);
        void dossiers
          .getState()
          .open(result.fields.code)
          .then((opened) => {
            const { error } = dossiers.getState();
            if (!opened && error !== null) tell({ kind: 'failed', error });
          });
        return true;
      case 'ticket': {
        const { ticketId, number } = result.fields;
        const state = ticketIn(queue.getState().view?.snapshot ?? null, ticketId)?.state ?? null;
        tell({ kind: 'ticket', number, state });
        return true;
      }
      case 'refused':
        tell({ kind: 'failed', error: result.fields.error });
        return true;
      case 'appointment':
        if (!mayAppointments) return false;
        tell(null);
        void appointments.getState().find(result.fields.code);
        return true;
      case 'citizenCard':
      case 'testCode':
        return false;
    }
  });

  return (
    <>
      {dossier === null ? (
        props.children
      ) : (
        <div className={classes['dossier']}>
          <DossierPanel dossier={dossier} />
        </div>
      )}
      <AppointmentsDialog />
    </>
  );
}
