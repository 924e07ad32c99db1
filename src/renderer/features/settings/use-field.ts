import type { ReactNode } from 'react';
import { useTexts } from '../../texts/use-texts.ts';
import { Settings } from './store.ts';

/** Gives a field its error, by the path of the field in the configuration. */
export function useProblem(): (path: string) => ReactNode {
  const { t } = useTexts();
  const problems = Settings.use((state) => state.problems);
  return (path) => {
    const problem = problems[path];
    return problem === undefined ? undefined : t(`settings.invalid.${problem}`);
  };
}
