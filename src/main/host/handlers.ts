import type {
  CallInput,
  CallName,
  CallOutput,
  EventName,
  EventPayload,
} from '../../shared/contract/index.ts';
import type { AppError } from '../../shared/errors.ts';
import type { Result } from '../../shared/result.ts';

/** Who calls: the window's kind, and the station that it shows (null in the launcher, the lab and the settings). */
export interface CallContext {
  readonly window: 'launcher' | 'station' | 'lab' | 'settings';
  readonly stationId: string | null;
  readonly correlationId: string;
}

/** Answers one call of the contract. Expected failures are values; a throw is a bug and becomes `internal`. */
export type Handler<Name extends CallName> = (
  input: CallInput<Name>,
  context: CallContext,
) => Promise<Result<CallOutput<Name>, AppError>>;

/** One handler for every call of the contract; a feature gives the part that is its own. */
export type Handlers = { readonly [Name in CallName]: Handler<Name> };

/** Tells the windows. `stationId` limits it to the window of one station; left out, every window hears it. */
export type Publish = <Name extends EventName>(
  name: Name,
  payload: EventPayload<Name>,
  stationId?: string,
) => void;
