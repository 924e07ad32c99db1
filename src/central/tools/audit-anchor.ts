import { anchorLine, anchorsOf, takeAnchors } from '../privacy/audit-anchor.ts';
import { auditedSites } from '../privacy/audit-verify.ts';
import { exitDone, exitUsage, readOptions, withStore } from './options.ts';
import type { Tool } from './tool.ts';

const usage = `central audit-anchor [--site <id>]

Prints the anchors of the audit log, the one of today included (taken now if it was not yet), one line each:
day, site, number of the last row, its hash. Keep the lines where nobody who can change the database can change them,
on paper or another machine: audit-verify --anchors proves by them that nothing was cut off.
`;

/** Prints anchors for a place outside the database. */
export const auditAnchor: Tool = {
  name: 'audit-anchor',
  summary: 'prints the ends of the audit log, to keep elsewhere',
  usage,
  async run(call) {
    const parsed = readOptions(call, { site: { type: 'string' } });
    if (parsed === null) return exitUsage;
    return withStore(call, async ({ database }) => {
      await takeAnchors(database, call.clock.now());
      for (const site of await auditedSites(database)) {
        if (parsed.values.site !== undefined && parsed.values.site !== site) continue;
        for (const anchor of await anchorsOf(database, site)) call.print(anchorLine(anchor));
      }
      return exitDone;
    });
  },
};
