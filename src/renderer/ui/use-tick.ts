import { useEffect, useState } from 'react';

/** The time of this machine in milliseconds, again every `everyMs`. */
export function useTick(everyMs = 1000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
