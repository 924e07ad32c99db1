import { createContext, useContext, type ReactNode } from 'react';

const CoveredContext = createContext(false);

/** Says to what is inside that another screen lies over all of it: dialogs stand outside their screen and must know. */
export function Covered(props: { readonly isCovered: boolean; readonly children: ReactNode }) {
  return <CoveredContext value={props.isCovered}>{props.children}</CoveredContext>;
}

/** Whether another screen lies over this one. */
export function useCovered(): boolean {
  return useContext(CoveredContext);
}
