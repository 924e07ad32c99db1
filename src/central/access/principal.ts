import type { OfficerRole } from '../../shared/api/access.ts';
import type { PermissionHolder } from '../../shared/api/permissions.ts';
import type { StationRole } from '../../shared/api/site.ts';

/** The access key of an embedded central: the stand-alone app and training. Everything at every site of it; no officer. */
export interface InstallationPrincipal {
  readonly kind: 'installation';
}

/** An enrolled station by itself, by its own key: nobody is signed in at it. */
export interface StationPrincipal {
  readonly kind: 'station';
  readonly siteId: string;
  readonly stationId: string;
  readonly role: StationRole;
}

/** A person who signed in, at an enrolled station or (administrators and auditors) from elsewhere. */
export interface OfficerPrincipal {
  readonly kind: 'officer';
  readonly siteId: string;
  readonly officerId: string;
  readonly sessionId: string;
  /** The station that the request came from; null: none. */
  readonly stationId: string | null;
  readonly stationRole: StationRole | null;
  /** What the person may be here: without a station, administrator and auditor at most. */
  readonly roles: readonly OfficerRole[];
  /** Letters of the service groups that the person serves; empty: all. */
  readonly skills: readonly string[];
  /** The password must be changed before anything else. */
  readonly mustChangePassword: boolean;
}

/** Who asks. `nobody` reaches public routes only. */
export type Principal =
  InstallationPrincipal | StationPrincipal | OfficerPrincipal | { readonly kind: 'nobody' };

/** As what the permissions know a principal: see `shared/api/permissions.ts`. */
export function holdersOf(principal: Principal): readonly PermissionHolder[] {
  switch (principal.kind) {
    case 'nobody':
      return [];
    case 'installation':
      return ['installation'];
    case 'station':
      return [`station:${principal.role}`];
    case 'officer':
      return [
        ...principal.roles,
        ...(principal.stationRole === null ? [] : [`station:${principal.stationRole}` as const]),
      ];
  }
}

/** The site that a principal belongs to; null: no single one. */
export function siteOf(principal: Principal): string | null {
  return principal.kind === 'station' || principal.kind === 'officer' ? principal.siteId : null;
}

/** Letters of the groups that a principal serves; empty: all. */
export function skillsOf(principal: Principal): readonly string[] {
  return principal.kind === 'officer' ? principal.skills : [];
}

/** Whether a principal leads the hall, and may let go of a counter that is somebody else's. */
export function leadsHall(principal: Principal): boolean {
  return (
    principal.kind === 'installation' ||
    (principal.kind === 'officer' && principal.roles.includes('supervisor'))
  );
}

/** The officer of a principal, for history and audit; null: nobody is signed in. */
export function officerOf(principal: Principal): string | null {
  return principal.kind === 'officer' ? principal.officerId : null;
}

/** The station of a principal; null: it has none of its own, so a request may name one. */
export function stationOf(principal: Principal): string | null {
  return principal.kind === 'station' || principal.kind === 'officer' ? principal.stationId : null;
}
