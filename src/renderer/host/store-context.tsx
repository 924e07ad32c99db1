import { createContext, use, useEffect, useState, type ReactNode } from 'react';
import { useStore, type StoreApi } from 'zustand';
import type { HostClient } from './client.ts';
import { useHost } from './context.tsx';

/** A store that listens to the host while it is on the screen. */
export interface Attachable {
  /** Starts to listen and loads what is there; returns the end of it. */
  readonly attach: () => () => void;
}

/** What {@link storeContext} gives: a provider, a hook that selects, and a hook for the store itself. */
export interface StoreContext<State> {
  readonly Provider: (props: { readonly children: ReactNode }) => ReactNode;
  readonly use: <Selected>(select: (state: State) => Selected) => Selected;
  readonly useApi: () => StoreApi<State>;
}

/**
 * Joins a store factory and React: the provider makes one store for the host of its window, attaches it while mounted,
 * and components read it through selectors.
 */
export function storeContext<State extends Attachable>(
  name: string,
  make: (host: HostClient) => StoreApi<State>,
): StoreContext<State> {
  const Context = createContext<StoreApi<State> | null>(null);

  function useApi(): StoreApi<State> {
    const store = use(Context);
    if (store === null) throw new Error(`the ${name} store needs its provider above it`);
    return store;
  }

  function Provider(props: { readonly children: ReactNode }) {
    const host = useHost();
    const [store] = useState(() => make(host));
    useEffect(() => store.getState().attach(), [store]);
    return <Context value={store}>{props.children}</Context>;
  }

  return {
    Provider,
    useApi,
    use: (select) => useStore(useApi(), select),
  };
}
