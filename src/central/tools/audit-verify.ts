import { readFile } from 'node:fs/promises';
import { causeOf } from '../../shared/errors.ts';
import { parseAnchorLine, type AuditAnchor } from '../privacy/audit-anchor.ts';
import { auditedSites, verifyAudit, type AuditFault } from '../privacy/audit-verify.ts';
import { exitDone, exitRefused, exitUsage, readOptions, withStore } from './options.ts';
import type { Tool, ToolCall } from './tool.ts';

const usage = `central audit-verify [--site <id>] [--anchors <file>]

Reads the audit log of one site, or of all, and says which rows were changed, removed, put in, moved or cut off.
  --site      only this site
  --anchors   a file of anchors kept outside the database, as audit-anchor prints them: without it a log that was
              cut off together with its anchors, by somebody with all rights, looks whole
Exit code: 0 whole, 1 something is wrong, 2 wrong usage.
`;

/** Verifies the chains of the audit log. */
export const auditVerify: Tool = {
  name: 'audit-verify',
  summary: 'proves that no row of the audit log was changed or removed',
  usage,
  async run(call) {
    const parsed = readOptions(call, { site: { type: 'string' }, anchors: { type: 'string' } });
    if (parsed === null) return exitUsage;
    const outside = await readAnchors(call, parsed.values.anchors);
    if (outside === null) return exitUsage;
    return withStore(call, async ({ database, seal }) => {
      const wanted = parsed.values.site;
      const known = [...(await auditedSites(database)), ...outside.map((anchor) => anchor.siteId)];
      const sites = [...new Set(known)].sort().filter((site) => wanted === undefined || site === wanted);
      if (wanted !== undefined && sites.length === 0) {
        call.complain(`there is no audit log of a site ${wanted}`);
        return exitRefused;
      }
      let faults = 0;
      for (const site of sites) {
        const report = await verifyAudit(database, seal, site, outside);
        const earlier =
          report.earlierRows === 0 ? '' : `, ${report.earlierRows} of them from before the chain`;
        const verdict = report.faultCount === 0 ? 'whole' : `${report.faultCount} faults`;
        call.print(`${site}: ${report.rows} rows${earlier}, ${report.anchors} anchors: ${verdict}`);
        for (const fault of report.faults) call.print(`  ${faultText(fault)}`);
        if (report.faultCount > report.faults.length)
          call.print(`  … and ${report.faultCount - report.faults.length} more`);
        faults += report.faultCount;
      }
      return faults === 0 ? exitDone : exitRefused;
    });
  },
};

async function readAnchors(call: ToolCall, path: string | undefined): Promise<AuditAnchor[] | null> {
  if (path === undefined) return [];
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (thrown) {
    call.complain(`cannot read the anchors: ${causeOf(thrown)}`);
    return null;
  }
  const anchors: AuditAnchor[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const anchor = parseAnchorLine(line);
    if (anchor === null) {
      call.complain(`line ${index + 1} is no anchor: "<day> <site> <sequence> <hash>" is expected`);
      return null;
    }
    anchors.push(anchor);
  }
  return anchors;
}

function faultText({ kind, sequence, day }: AuditFault): string {
  switch (kind) {
    case 'missing':
      return `row ${sequence}: removed, and maybe rows before it`;
    case 'changed':
      return `row ${sequence}: changed, put in or moved: it does not follow from the row before it`;
    case 'unchained':
      return `row ${sequence}: no hash: taken away or put in; or the chain never began, as it does when the server starts`;
    case 'cutOff':
      return day === undefined
        ? `after row ${sequence}: the end is cut off`
        : `after row ${sequence}: the end is cut off: the anchor of ${day} saw more`;
    case 'added':
      return `row ${sequence}: put in behind the end`;
    case 'end':
      return `row ${sequence}: the end of the chain names another row`;
    case 'anchor':
      return `row ${sequence}: another row than the anchor of ${day ?? ''} saw`;
    case 'earlier':
      return `rows 1 to ${sequence}, from before the chain: one of them was changed, removed or put in`;
  }
}
