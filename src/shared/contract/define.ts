import type { z } from 'zod';

/** A call over the bridge: what it takes and what it gives back when it succeeds. It always resolves to a `Result`. */
export interface CallDefinition<Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  readonly input: Input;
  readonly output: Output;
}

/** Something main tells the windows. */
export interface EventDefinition<Payload extends z.ZodType = z.ZodType> {
  readonly payload: Payload;
}

/** Declares a call; its title and limits stand in the doc comment above its name. */
export function call<Input extends z.ZodType, Output extends z.ZodType>(
  input: Input,
  output: Output,
): CallDefinition<Input, Output> {
  return { input, output };
}

/** Declares an event. Events announce state; they do not drive steps. */
export function event<Payload extends z.ZodType>(payload: Payload): EventDefinition<Payload> {
  return { payload };
}
