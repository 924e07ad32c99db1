import { z } from 'zod';

/** What all programs of a soak are told. */
export const SoakPlan = z.object({
  databaseUrl: z.string(),
  poolSize: z.number(),
  accessKey: z.string(),
  dataKey: z.string(),
  sites: z.array(z.string()),
  /** Addresses of the nodes. */
  nodes: z.array(z.string()),
  /** Null: as usual. */
  heartbeatMs: z.number().nullable(),
  clients: z.number(),
  seconds: z.number(),
  seed: z.number(),
});
export type SoakPlan = z.infer<typeof SoakPlan>;

/** What a client says of a command, as soon as it knows. */
export const SoakLine = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('answer'),
    site: z.string(),
    key: z.string(),
    status: z.number(),
    /** Number or code of what was made by it. */
    made: z.string().nullable(),
    attempts: z.number(),
  }),
  z.object({ kind: z.literal('heard'), site: z.string(), events: z.number() }),
  z.object({ kind: z.literal('fault'), what: z.string() }),
  z.object({ kind: z.literal('done') }),
]);
export type SoakLine = z.infer<typeof SoakLine>;

/** Random numbers from 0 to 1 that are the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
