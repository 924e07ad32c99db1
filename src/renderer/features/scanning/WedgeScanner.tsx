import { useEffect, useState } from 'react';
import type { WedgeSettings } from '../../../shared/contract/scanning.ts';
import { useHost } from '../../host/context.tsx';
import { useWedgeScanner } from './use-wedge-scanner.ts';

/** Listens for a scanner that types into this window, and hands its scans to main, which says what they mean. */
export function WedgeScanner() {
  const host = useHost();
  const [settings, setSettings] = useState<WedgeSettings | null>(null);
  useEffect(() => {
    let gone = false;
    void host.call('scanning.wedgeSettings', null).then((answer) => {
      if (!gone && answer.ok) setSettings(answer.value);
    });
    return () => {
      gone = true;
    };
  }, [host]);
  // Main answers with the event scanning.scanned, refusals included.
  useWedgeScanner(settings, (scan) => void host.call('scanning.wedge', scan));
  return null;
}
