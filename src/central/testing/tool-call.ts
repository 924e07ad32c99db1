import { Seal } from '../privacy/seal.ts';
import type { Settings } from '../settings.ts';
import type { Tool } from '../tools/tool.ts';
import { testAccessKey, testDataKey, type TestCentral } from './test-central.ts';

/** What a tool printed, complained about and ended with. */
export interface ToolOutcome {
  readonly code: number;
  readonly printed: string[];
  readonly complaints: string[];
}

/** Runs a tool on the database of a test's central, which stays open. */
export async function runTool(
  central: TestCentral,
  tool: Tool,
  ...parameters: readonly string[]
): Promise<ToolOutcome> {
  const printed: string[] = [];
  const complaints: string[] = [];
  const code = await tool.run({
    arguments: parameters,
    environment: {},
    settings: { dataDir: '', catalogue: '' } as unknown as Settings,
    clock: central.clock,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    print: (line) => void printed.push(line),
    complain: (line) => void complaints.push(line),
    open: () =>
      Promise.resolve({
        database: central.database,
        engine: central.engine,
        seal: new Seal(Buffer.from(testDataKey, 'hex')),
        accessKey: testAccessKey,
        close: () => Promise.resolve(),
      }),
  });
  return { code, printed, complaints };
}
