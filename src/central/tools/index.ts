import { auditAnchor } from './audit-anchor.ts';
import { auditExport } from './audit-export.ts';
import { auditVerify } from './audit-verify.ts';
import { catalogueImport } from './catalogue-import.ts';
import { moveData } from './move-data.ts';
import { officerAdd, officerReset } from './officer-tools.ts';
import { retention } from './retention.ts';
import { stationCode } from './station-code.ts';
import type { Tool } from './tool.ts';

/** Every tool of central, by name. To add one: a file beside this and a line here. */
export const tools: readonly Tool[] = [
  auditVerify,
  auditAnchor,
  auditExport,
  catalogueImport,
  retention,
  moveData,
  officerAdd,
  officerReset,
  stationCode,
];
