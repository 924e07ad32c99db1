import type {
  Bridge,
  CallArgument,
  CallName,
  CallOutput,
  EventName,
  EventPayload,
} from '../../shared/contract/index.ts';
import { appError, causeOf, type AppError } from '../../shared/errors.ts';
import { err, type Result } from '../../shared/result.ts';

/** What the screens know of the world: calls that answer with a `Result`, and events. */
export interface HostClient {
  /** Asks main. Never rejects: whatever goes wrong is an error with a code that has a text. */
  call<Name extends CallName>(
    name: Name,
    input: CallArgument<Name>,
  ): Promise<Result<CallOutput<Name>, AppError>>;
  /** Subscribes to an event; returns its own unsubscribe. */
  on<Name extends EventName>(name: Name, listener: (payload: EventPayload<Name>) => void): () => void;
}

/**
 * The typed face of the bridge. Main's router has parsed what passes here against the contract, so it is not parsed a
 * second time; only a broken bridge (which would be a bug) is turned into an error instead of a button that hangs.
 */
export function hostClient(bridge: Bridge): HostClient {
  return {
    async call(name, input) {
      try {
        const answer = await bridge.call(name, input);
        return answer as Result<CallOutput<typeof name>, AppError>;
      } catch (thrown) {
        return err(appError('internal', { call: name }, causeOf(thrown)));
      }
    },
    on(name, listener) {
      return bridge.on(name, (payload) => listener(payload as EventPayload<typeof name>));
    },
  };
}
