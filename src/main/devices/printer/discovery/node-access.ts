import { access, constants } from 'node:fs/promises';
import { appError, type AppError } from '../../../../shared/errors.ts';

/** Whether this user may read and write a device node; a node that is gone counts as allowed: that is another trouble. */
export async function mayUseNode(path: string): Promise<boolean> {
  try {
    await access(path, constants.R_OK | constants.W_OK);
    return true;
  } catch (thrown) {
    const code = (thrown as { code?: unknown }).code;
    return code !== 'EACCES' && code !== 'EPERM';
  }
}

/** Linux lets members of a group use a device; `group` is the one that owns such nodes. */
export function notPermitted(path: string, group: 'lp' | 'dialout'): AppError {
  return appError('printer-not-permitted', { path, takes: group });
}
