import { createContext, useContext, type ReactNode } from 'react';

const Names = createContext<ReadonlyMap<string, string>>(new Map());

/** The stations of this machine by id, for every part that says where something happened. */
export function StationNames(props: {
  readonly stations: readonly { readonly id: string; readonly name: string }[];
  readonly children: ReactNode;
}) {
  const names = new Map(props.stations.map(({ id, name }) => [id, name]));
  return <Names value={names}>{props.children}</Names>;
}

/** A station as people call it. One of another machine is known by its id only. */
export function useStationName(): (id: string) => string {
  const names = useContext(Names);
  return (id) => names.get(id) ?? id;
}
