import { useEffect } from 'react';
import { Colleagues } from './store.ts';

/** The name of somebody at work by id; null while it is not known, or for whoever does not work here any more. */
export function useOfficerName(officerId: string | null): string | null {
  const colleagues = Colleagues.use((state) => state.colleagues);
  const { need } = Colleagues.useApi().getState();
  useEffect(() => {
    if (officerId !== null) need([officerId]);
  }, [need, officerId]);
  return colleagues?.find((one) => one.officerId === officerId)?.displayName ?? null;
}
