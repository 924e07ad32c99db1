import { useEffect, useRef } from 'react';
import { Scanning, type ScanTaker } from './store.ts';

/** Takes scans while the component is on the screen. */
export function useScans(taker: ScanTaker): void {
  const take = Scanning.use((state) => state.take);
  const latest = useRef(taker);
  useEffect(() => {
    latest.current = taker;
  });
  useEffect(() => take((scan) => latest.current(scan)), [take]);
}
