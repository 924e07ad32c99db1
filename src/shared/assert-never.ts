/** Closes a `switch` over a union: a new member that nobody handles is a compile error here, and a bug at run time. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
