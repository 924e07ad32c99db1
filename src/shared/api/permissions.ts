import type { OfficerRole } from './access.ts';
import type { StationRole } from './site.ts';

/**
 * Who may hold a permission: the access key of an embedded central (`installation`), an enrolled station by itself, or an
 * officer by the roles held at the site.
 */
export type PermissionHolder = 'installation' | `station:${StationRole}` | OfficerRole;

/** What a permission allows, and who has it. */
interface PermissionRule {
  /** What it allows, in one sentence. */
  readonly allows: string;
  readonly holders: readonly PermissionHolder[];
}

const everyStation = [
  'station:counter',
  'station:kiosk',
  'station:display',
  'station:supervisor',
  'station:rating',
] as const satisfies readonly PermissionHolder[];
const everyOfficer = [
  'officer',
  'cashier',
  'supervisor',
  'administrator',
  'auditor',
] as const satisfies readonly PermissionHolder[];
/** Who sits at a counter. */
const atCounters = ['officer', 'cashier', 'supervisor'] as const satisfies readonly PermissionHolder[];

function rule(allows: string, holders: readonly PermissionHolder[]): PermissionRule {
  return { allows, holders };
}

/**
 * The closed list of permissions and who has each. Every route names one in its definition (`x-permission` in the OpenAPI
 * document); `access/every-route.test.ts` walks all routes with all kinds of callers against this table.
 *
 * An officer at an enrolled station also has what the station has by itself.
 */
export const permissions = {
  /** Needs no key: health, the description, and the routes by which a key is got. */
  public: rule('Asked by anybody, without a key', []),

  /** Which commands survive a power cut: stations tidy their outboxes by it. */
  'server.durability': rule('Reading how far commands are safe on disk', [
    'installation',
    ...everyStation,
    ...everyOfficer,
  ]),
  /** The site as on its papers, and the units of its province: nothing about people. */
  'site.read': rule('Reading the site and its units', ['installation', ...everyStation, ...everyOfficer]),
  /** A station tells its version and name. */
  'station.hello': rule('Saying which station one is', ['installation', ...everyStation]),
  /** Snapshot and events of the queue: numbers and states, nothing about people. */
  'queue.read': rule('Following the queue of the site', ['installation', ...everyStation, ...everyOfficer]),

  /** A kiosk gives out numbers; so may whoever receives people at a counter. */
  'ticket.issue': rule('Giving out a number', ['installation', 'station:kiosk', ...atCounters]),
  /** The appointments of a day with people masked, and what is free. */
  'appointment.read': rule('Reading appointments with people masked', ['installation', ...atCounters]),
  'appointment.book': rule('Booking, moving and cancelling appointments', ['installation', ...atCounters]),
  /** Call, recall, start, absent, back to the front, finish. */
  'ticket.serve': rule('Calling and serving numbers at a counter', ['installation', ...atCounters]),
  /** A number with all that was done with it. */
  'ticket.read': rule('Reading the history of a number', ['installation', ...atCounters, 'auditor']),
  /** Take, keep, pause, resume, let go; to let go of somebody else's takes a supervisor. */
  'counter.hold': rule('Taking and pausing a counter', ['installation', ...atCounters]),
  /** Opening and closing groups, the rules of order. */
  'queue.manage': rule('Opening groups and setting the order of the queue', [
    'installation',
    'supervisor',
    'administrator',
  ]),
  /** Which groups there are, what they take, and who serves them. */
  'group.manage': rule('Setting up the service groups', ['installation', 'administrator']),
  'statistics.read': rule('Reading the figures of a day', [
    'installation',
    'supervisor',
    'administrator',
    'auditor',
  ]),
  /** The citizen's own word, at the rating device of the counter only. */
  'ticket.rate': rule('Rating a visit that has ended', ['installation', 'station:rating']),

  /** The public catalogue: kiosks show what to bring. */
  'procedure.read': rule('Reading the catalogue of procedures', [
    'installation',
    'station:counter',
    'station:kiosk',
    'station:supervisor',
    ...everyOfficer,
  ]),

  /** Takes dossiers in and computes what the receipt will say. */
  'dossier.receive': rule('Taking dossiers in', ['installation', 'officer', 'supervisor']),
  /** The list of the day and the search, people masked. A search is an audit entry. */
  'dossier.list': rule('Listing and searching dossiers with people masked', [
    'installation',
    ...atCounters,
    'auditor',
  ]),
  /** Each opening is an audit entry; how much of the people is shown depends on the role (`central/privacy/sight.ts`). */
  'dossier.open': rule('Opening a dossier, people as the role sees them', [
    'installation',
    ...atCounters,
    'auditor',
  ]),
  /** For whoever sees people masked otherwise; the reason is kept in the audit log. */
  'dossier.open-whole': rule('Opening a dossier with people whole, giving the reason', [
    'installation',
    'officer',
    'supervisor',
    'auditor',
  ]),
  'dossier.move': rule('Moving a dossier to another state', ['installation', 'officer', 'supervisor']),
  /** Apology and new appointment (NĐ 61/2018 Art 19.9). */
  'dossier.reappoint': rule('Giving a new appointment', ['installation', 'officer', 'supervisor']),
  /** For other systems of the state, people whole. */
  'dossier.exchange': rule('Reading a dossier in national names', ['installation', 'officer']),
  /** Finds a person by number; each look is an audit entry. */
  'citizen.look-up': rule('Looking a citizen up by number', ['installation', 'officer', 'supervisor']),
  /** A citizen’s rights to their own data: access and erasure (Luật 91/2025/QH15 Art 4). */
  'citizen.rights': rule('Giving a citizen their own data, or erasing what may be erased', [
    'installation',
    'officer',
    'supervisor',
  ]),
  /** Reading it is an entry of its own. */
  'audit.read': rule('Reading the audit log', ['installation', 'auditor']),

  /** One's own session, password and second factor. An installation is nobody, so it has none. */
  'session.own': rule('Managing one’s own session and password', everyOfficer),
  /** Names and counters, so that a number can be sent to a colleague. Not for displays: names are not shown in public. */
  'colleague.read': rule('Reading who is at work now', ['installation', ...atCounters]),
  'officer.read': rule('Reading who works at the site', [
    'installation',
    'supervisor',
    'administrator',
    'auditor',
  ]),
  'officer.manage': rule('Adding, changing and disabling officers', ['installation', 'administrator']),
  'station.read': rule('Reading which stations are enrolled', [
    'installation',
    'supervisor',
    'administrator',
    'auditor',
  ]),
  'station.manage': rule('Enrolling and revoking stations', ['installation', 'administrator']),
} as const satisfies Readonly<Record<string, PermissionRule>>;

export type Permission = keyof typeof permissions;

/** Whether any of these holders has the permission. */
export function isAllowed(permission: Permission, holders: readonly PermissionHolder[]): boolean {
  const allowed: readonly PermissionHolder[] = permissions[permission].holders;
  return permission === 'public' || holders.some((holder) => allowed.includes(holder));
}
