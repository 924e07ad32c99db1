import type { StationRole } from '../../../shared/api/site.ts';

/** An id for a new station that no other one has: `counter-3`. */
export function freshStationId(role: StationRole, taken: readonly string[]): string {
  let number = 1;
  while (taken.includes(`${role}-${number}`)) number += 1;
  return `${role}-${number}`;
}
