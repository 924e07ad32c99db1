import { auditAnchor } from './audit-anchor.ts';
import { auditExport } from './audit-export.ts';
import { auditVerify } from './audit-verify.ts';
import { moveData } from './move-data.ts';
import type { Tool } from './tool.ts';

/** Every tool of central, by name. To add one: a file beside this and a line here. */
export const tools: readonly Tool[] = [auditVerify, auditAnchor, auditExport, moveData];
