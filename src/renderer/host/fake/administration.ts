import type { Officer } from '../../../shared/api/access.ts';
import { isAllowed, type Permission } from '../../../shared/api/permissions.ts';
import type { administrationCalls } from '../../../shared/contract/administration.ts';
import type { StationView } from '../../../shared/contract/station.ts';
import { compareVietnameseNames } from '../../../shared/domain/vietnamese-text.ts';
import { appError, type AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Person } from './access.ts';
import type { FakeHandlers, FakeSite } from './fake-site.ts';

const oneTimeMs = 4 * 24 * 60 * 60 * 1000;

/** What administrators do at the fake site, by the rules of central. */
export function administrationHandlers(
  site: FakeSite,
  station: StationView | null,
): Pick<FakeHandlers, keyof typeof administrationCalls> {
  const { access, enrolment } = site;

  /** Whoever sits at the window, if central would let them. */
  function may<T>(permission: Permission, work: () => Result<T, AppError>): Result<T, AppError> {
    if (station?.role !== 'counter' && station?.role !== 'supervisor')
      return err(appError('permission-denied'));
    if (site.central.state !== 'connected') return err(appError('central-unreachable'));
    if (!access.isRequired) return work();
    const me = access.signedInAt(station.id);
    if (me === null) return err(appError('session-ended'));
    return isAllowed(permission, me.roles) ? work() : err(appError('permission-denied', { permission }));
  }

  function officerOf(person: Person): Officer {
    const { officerId, userName, displayName, roles, skills, isDisabled, isHome } = person;
    return {
      officerId,
      userName,
      displayName,
      roles,
      skills,
      isDisabled,
      isHome,
      mustChangePassword: person.mustChange,
      hasSecondFactor: person.factor.length > 0 && !person.isFactorPending,
      lockedUntil: person.lockedUntil > site.now() ? new Date(person.lockedUntil).toISOString() : null,
      sessions: [...access.sessions]
        .filter(([, session]) => session.officerId === officerId)
        .map(([stationId, { begunAt }]) => ({ stationId, begunAt })),
    };
  }

  const manage = (
    officerId: string,
    work: (person: Person) => Result<unknown, AppError> | null,
  ): Result<Officer, AppError> =>
    may('officer.manage', () => {
      const person = access.find(officerId);
      if (person === null) return err(appError('not-found'));
      const done = work(person);
      return done !== null && !done.ok ? done : ok(officerOf(person));
    });

  function oneTime(person: Person) {
    person.password = `suoi-may-${person.userName}`;
    person.mustChange = true;
    return {
      officer: officerOf(person),
      oneTimePassword: person.password,
      validUntil: new Date(site.now() + oneTimeMs).toISOString(),
    };
  }

  function isLastAdministrator({ officerId }: Person): boolean {
    return !access.people.some(
      (other) => other.officerId !== officerId && !other.isDisabled && other.roles.includes('administrator'),
    );
  }

  return {
    'officers.list': () =>
      may('officer.read', () =>
        ok({
          items: access.people
            .map(officerOf)
            .sort((a, b) => (a.userName < b.userName ? -1 : a.userName > b.userName ? 1 : 0)),
        }),
      ),
    'officers.add': ({ userName, displayName, roles, skills }) =>
      may('officer.manage', () => {
        if (access.people.some((person) => person.userName === userName))
          return err(appError('user-name-taken'));
        const person = access.add(userName, '', { roles, displayName });
        person.skills = skills;
        return ok(oneTime(person));
      }),
    'officers.change': ({ officerId, ...change }) =>
      manage(officerId, (person) => {
        if (!person.isHome && (change.displayName !== undefined || change.isDisabled !== undefined))
          return err(appError('permission-denied'));
        const roles = change.roles ?? person.roles;
        const isOut = (change.isDisabled ?? person.isDisabled) || !roles.includes('administrator');
        const wasIn = person.roles.includes('administrator') && !person.isDisabled;
        if (isOut && wasIn && isLastAdministrator(person)) return err(appError('last-administrator'));
        person.roles = roles;
        person.skills = change.skills ?? person.skills;
        person.displayName = change.displayName ?? person.displayName;
        person.isDisabled = change.isDisabled ?? person.isDisabled;
        if (person.isDisabled) access.endAll(site, officerId);
        return null;
      }),
    'officers.reset': ({ officerId }) =>
      may('officer.manage', () => {
        const person = access.find(officerId);
        if (person === null) return err(appError('not-found'));
        if (!person.isHome) return err(appError('permission-denied'));
        person.factor = [];
        person.failures = 0;
        person.lockedUntil = 0;
        access.endAll(site, officerId);
        return ok(oneTime(person));
      }),
    'officers.unlock': ({ officerId }) =>
      manage(officerId, (person) => {
        person.failures = 0;
        person.lockedUntil = 0;
        return null;
      }),
    'officers.dropFactor': ({ officerId }) =>
      manage(officerId, (person) => {
        if (!person.isHome) return err(appError('permission-denied'));
        person.factor = [];
        return null;
      }),
    'officers.endSessions': ({ officerId }) =>
      manage(officerId, () => {
        access.endAll(site, officerId);
        return null;
      }),
    'officers.atWork': () =>
      may('colleague.read', () => {
        const items = [...access.sessions].flatMap(([stationId, session]) => {
          const person = access.find(session.officerId);
          const serves = person?.roles.some((role) => role !== 'administrator' && role !== 'auditor');
          const counter = site.queue.counters.find(({ desk }) => desk?.officerId === session.officerId);
          return person === null || serves !== true || !site.stations.some(({ id }) => id === stationId)
            ? []
            : [
                {
                  officerId: person.officerId,
                  displayName: person.displayName,
                  counterId: counter?.id ?? null,
                  skills: person.skills,
                },
              ];
        });
        return ok({ items: items.sort((a, b) => compareVietnameseNames(a.displayName, b.displayName)) });
      }),
    'enrolment.stations': () =>
      may('station.read', () =>
        ok({
          items: [...enrolment.stations].sort((a, b) => (a.stationId < b.stationId ? -1 : 1)),
        }),
      ),
    'enrolment.makeCode': ({ stationId, role, counterId }) =>
      may('station.manage', () => {
        const needsCounter = role === 'counter' || role === 'rating';
        const isCounter = site.queue.counters.some(({ id }) => id === counterId);
        if (counterId === null ? needsCounter : !isCounter)
          return err(appError('bad-request', { field: 'counterId' }));
        return ok(enrolment.makeCode(stationId));
      }),
    'enrolment.revoke': ({ stationId }) =>
      may('station.manage', () => (enrolment.revoke(stationId) ? ok(null) : err(appError('not-found')))),
  };
}
