import { useEffect, useState } from 'react';
import type { WedgeSettings } from '../../../shared/contract/scanning.ts';
import { useHost } from '../../host/context.tsx';
import { Scanning } from './store.ts';
import { useWedgeScanner } from './use-wedge-scanner.ts';

/** Listens for a scanner that types into this window, and hands its scans to main, which says what they mean. */
export function WedgeScanner() {
  const host = useHost();
  const [settings, setSettings] = useState<WedgeSettings | null>(null);
  const isTesting = Scanning.use((state) => state.isTesting);
  const typed = Scanning.use((state) => state.typed);
  const configured = Scanning.use((state) =>
    state.scanners.map(({ id, address, stationIds }) => [id, address, ...stationIds].join(' ')).join('\n'),
  );
  useEffect(() => {
    let gone = false;
    void host.call('scanning.wedgeSettings', null).then((answer) => {
      if (!gone && answer.ok) setSettings(answer.value);
    });
    return () => {
      gone = true;
    };
    // Asked anew when a scanner was added, changed or given to another station.
  }, [host, configured]);
  useWedgeScanner(isTesting ? null : settings, ({ text, doubt }) => void typed(text, doubt));
  return null;
}
