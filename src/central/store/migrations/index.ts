import { begin } from './0001-begin.ts';
import { dataKey } from './0010-data-key.ts';
import { access } from './0020-access.ts';
import { queueCommands } from './0030-queue-commands.ts';
import { auditChain } from './0040-audit-chain.ts';
import { privacy } from './0041-privacy.ts';
import { catalogueImport } from './0042-catalogue-import.ts';
import { appointments } from './0050-appointments.ts';
import { serviceGroups } from './0055-service-groups.ts';

/**
 * Every change of the tables, in order. To change one: add a file with the next number and a line here. A file that has
 * landed is never edited: databases out there have it behind them.
 */
export const migrations: readonly { readonly number: number; readonly name: string; readonly sql: string }[] =
  [
    { number: 1, name: 'begin', sql: begin },
    { number: 10, name: 'data key', sql: dataKey },
    { number: 20, name: 'access', sql: access },
    { number: 30, name: 'queue commands', sql: queueCommands },
    { number: 40, name: 'audit chain', sql: auditChain },
    { number: 41, name: 'privacy', sql: privacy },
    { number: 42, name: 'catalogue import', sql: catalogueImport },
    { number: 50, name: 'appointments', sql: appointments },
    { number: 55, name: 'service groups', sql: serviceGroups },
  ];
