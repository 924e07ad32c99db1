import { z } from 'zod';

/**
 * What a person may be at a site; one may be several. `officer`: serves citizens; `cashier`: takes fees; `supervisor`: leads
 * the hall; `administrator`: keeps officers and stations; `auditor`: reads what was done, changes nothing.
 */
export const OfficerRole = z
  .enum(['officer', 'cashier', 'supervisor', 'administrator', 'auditor'])
  .meta({ id: 'OfficerRole', description: 'What a person may be at a site; one may be several' });
export type OfficerRole = z.infer<typeof OfficerRole>;
