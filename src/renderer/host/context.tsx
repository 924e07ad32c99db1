import { createContext, use, type ReactNode } from 'react';
import type { HostClient } from './client.ts';

const HostContext = createContext<HostClient | null>(null);

/** Gives the screens below it their host. */
export function HostProvider(props: { readonly host: HostClient; readonly children: ReactNode }) {
  return <HostContext value={props.host}>{props.children}</HostContext>;
}

/** The host of this window. */
export function useHost(): HostClient {
  const host = use(HostContext);
  if (host === null) throw new Error('useHost needs a HostProvider above it');
  return host;
}
