import { createContext, use, type ReactNode } from 'react';
import type { Sounds } from './sounds.ts';

const SoundsContext = createContext<Sounds | null>(null);

/** Gives the screens below it their sounds. */
export function SoundsProvider(props: { readonly sounds: Sounds; readonly children: ReactNode }) {
  return <SoundsContext value={props.sounds}>{props.children}</SoundsContext>;
}

export function useSounds(): Sounds {
  const sounds = use(SoundsContext);
  if (sounds === null) throw new Error('useSounds needs a SoundsProvider above it');
  return sounds;
}
