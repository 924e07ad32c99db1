/** See build-tools.mjs. */
export function buildTools(entries: Record<string, string>, group: string): Promise<(name: string) => string>;
