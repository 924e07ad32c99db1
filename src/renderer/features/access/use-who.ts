import { useMemo } from 'react';
import { isAllowed, type Permission, type PermissionHolder } from '../../../shared/api/permissions.ts';
import { Access } from './store.ts';

/** As what the permissions know whoever works at this window. */
export interface WhoHere {
  /** Whether people log in here at all; otherwise one key lets the whole installation in. */
  readonly isLogIn: boolean;
  readonly holders: readonly PermissionHolder[];
}

/** Who works here, for showing only what they may do. Central decides again at each call. */
export function useWho(): WhoHere {
  const state = Access.use((store) => store.state);
  return useMemo(() => {
    if (state === null) return { isLogIn: true, holders: [] };
    if (!state.isRequired) return { isLogIn: false, holders: ['installation'] };
    return { isLogIn: true, holders: state.signedIn?.roles ?? [] };
  }, [state]);
}

/** Whether whoever works here has a permission. */
export function useMay(permission: Permission): boolean {
  return isAllowed(permission, useWho().holders);
}
