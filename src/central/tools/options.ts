import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { OpenedStore } from '../store/opened-store.ts';
import type { ToolCall } from './tool.ts';

/** Exit codes of tools: see `Tool.run`. */
export const exitDone = 0;
export const exitRefused = 1;
export const exitUsage = 2;

type Options = NonNullable<ParseArgsConfig['options']>;
type Parsed<O extends Options> = ReturnType<
  typeof parseArgs<{ options: O; allowPositionals: true; strict: true }>
>;

/** Reads a tool's arguments; null after telling what is wrong with them. */
export function readOptions<const O extends Options>(call: ToolCall, options: O): Parsed<O> | null {
  try {
    return parseArgs({ args: [...call.arguments], options, allowPositionals: true, strict: true });
  } catch (thrown) {
    call.complain(thrown instanceof Error ? thrown.message : String(thrown));
    return null;
  }
}

/** Opens the database, does the work, and closes it whatever happens. */
export async function withStore(
  call: ToolCall,
  work: (store: OpenedStore) => Promise<number>,
): Promise<number> {
  const store = await call.open();
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

/** The instants between which the days of the centre from `from` to `to` lie; null where one is no day. */
export function daySpan(from: string, to: string): { readonly from: Date; readonly before: Date } | null {
  const start = Date.parse(`${from}T00:00:00+07:00`);
  const end = Date.parse(`${to}T00:00:00+07:00`);
  if (!dayPattern.test(from) || !dayPattern.test(to) || Number.isNaN(start) || Number.isNaN(end)) return null;
  return start > end ? null : { from: new Date(start), before: new Date(end + 86_400_000) };
}
