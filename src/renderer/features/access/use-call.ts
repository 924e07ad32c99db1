import { useRef, useState } from 'react';
import type { CallArgument, CallName, CallOutput } from '../../../shared/contract/index.ts';
import type { AppError } from '../../../shared/errors.ts';
import { useHost } from '../../host/context.tsx';

/** One call at a time, with why the last one was refused; what it answers is kept by whoever called, or nowhere. */
export interface Calling {
  readonly busy: boolean;
  readonly error: AppError | null;
  /** @returns the answer; null: refused, or another call is under way */
  readonly call: <Name extends CallName>(
    name: Name,
    input: CallArgument<Name>,
  ) => Promise<{ readonly value: CallOutput<Name> } | null>;
}

/** For what must not live in a store: secrets and codes that are shown once. */
export function useCall(): Calling {
  const host = useHost();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const isUnderWay = useRef(false);
  return {
    busy,
    error,
    call: async (name, input) => {
      if (isUnderWay.current) return null;
      isUnderWay.current = true;
      setBusy(true);
      setError(null);
      const answer = await host.call(name, input);
      isUnderWay.current = false;
      setBusy(false);
      if (!answer.ok) setError(answer.error);
      return answer.ok ? { value: answer.value } : null;
    },
  };
}
