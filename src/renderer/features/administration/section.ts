import type { TFunction } from 'i18next';
import type { ComponentType } from 'react';
import type { Permission } from '../../../shared/api/permissions.ts';

/** One part of the administration of a site, as a feature registers it. */
export interface AdministrationSection {
  /** Unique among the sections. */
  readonly id: string;
  readonly title: (t: TFunction) => string;
  /** Whoever has it sees the section; central decides again at each call. */
  readonly permission: Permission;
  /** Only where people log in: a stand-alone app has no officers and no enrolled stations. */
  readonly isForLogIn?: boolean;
  /** Fills the place beside the list; brings its own store. */
  readonly Screen: ComponentType;
}
