import type { Officer, OfficerRole } from '../../../shared/api/access.ts';
import type { accessCalls, AccessState, SignedIn } from '../../../shared/contract/access.ts';
import type { StationConfig } from '../../../shared/contract/config.ts';
import type { CallOutput } from '../../../shared/contract/index.ts';
import { passwordFault } from '../../../shared/domain/password-rule.ts';
import { appError, type AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { FakeHandlers, FakeSite } from './fake-site.ts';

/** An account of the fake site. */
export interface Person extends Pick<
  Officer,
  'officerId' | 'userName' | 'displayName' | 'roles' | 'skills' | 'isDisabled' | 'isHome'
> {
  password: string;
  mustChange: boolean;
  /** Codes that the second factor takes; empty: there is none. The first is what the authenticator shows. */
  factor: string[];
  isFactorPending: boolean;
  failures: number;
  /** In milliseconds; 0: not locked. */
  lockedUntil: number;
}

interface NewPerson {
  readonly mustChange?: boolean;
  readonly code?: string;
  readonly roles?: OfficerRole[];
  readonly displayName?: string;
  readonly isHome?: boolean;
}

interface Session {
  readonly officerId: string;
  readonly sessionId: string;
  readonly begunAt: string;
}

/** So many wrong attempts are free, as at central. */
const freeAttempts = 4;

/** Who may work at the fake site. Nobody has to log in unless a test says so. */
export class FakeAccess {
  isRequired = false;
  /** What the administrator made for a station; used once. */
  stationCode: string | null = null;
  waiting = 0;
  /** What the authenticator app of whoever sets up a second factor shows. */
  authenticatorCode = '314159';
  readonly people: Person[] = [];
  readonly sessions = new Map<string, Session>();
  readonly #asked = new Map<string, Person>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Makes an account. */
  add(userName: string, password: string, more: NewPerson = {}): Person {
    const person: Person = {
      officerId: crypto.randomUUID(),
      userName,
      displayName: more.displayName ?? 'Nguyễn Thị Thử Nghiệm',
      roles: more.roles ?? ['officer'],
      skills: [],
      isDisabled: false,
      isHome: more.isHome ?? true,
      password,
      mustChange: more.mustChange ?? false,
      factor: more.code === undefined ? [] : [more.code],
      isFactorPending: false,
      failures: 0,
      lockedUntil: 0,
    };
    this.people.push(person);
    return person;
  }

  find(officerId: string): Person | null {
    return this.people.find((person) => person.officerId === officerId) ?? null;
  }

  signedInAt(station: string | null): SignedIn | null {
    const session = station === null ? undefined : this.sessions.get(station);
    const person = session === undefined ? null : this.find(session.officerId);
    if (person === null) return null;
    const { officerId, userName, displayName, roles } = person;
    const hasSecondFactor = person.factor.length > 0 && !person.isFactorPending;
    return {
      officerId,
      userName,
      displayName,
      roles: [...roles],
      mustChangePassword: person.mustChange,
      hasSecondFactor,
    };
  }

  state(station: string | null): AccessState {
    const signedIn = this.signedInAt(station);
    return {
      stationId: station,
      isRequired: this.isRequired && station !== null,
      signedIn,
      waiting: signedIn === null ? 0 : this.waiting,
    };
  }

  /** The session is over, as when an administrator ends it. */
  end(site: FakeSite, station: string): void {
    this.sessions.delete(station);
    site.emit('access.changed', this.state(station), station);
  }

  /** Every session of a person but one. */
  endAll(site: FakeSite, officerId: string, but: string | null = null): void {
    for (const [station, session] of this.sessions)
      if (session.officerId === officerId && station !== but) this.end(site, station);
  }

  logIn(station: string, userName: string, password: string): Result<{ needsCode: boolean }, AppError> {
    const person = this.people.find((one) => one.userName === userName && !one.isDisabled);
    if (person === undefined) return err(appError('log-in-failed'));
    const proven = this.prove(person, person.password === password, 'log-in-failed');
    if (!proven.ok) return proven;
    const needsCode = person.factor.length > 0 && !person.isFactorPending;
    if (needsCode) this.#asked.set(station, person);
    else this.#begin(station, person);
    return ok({ needsCode });
  }

  answer(station: string, code: string): Result<null, AppError> {
    const person = this.#asked.get(station);
    if (person === undefined) return err(appError('session-ended'));
    const at = person.factor.indexOf(code);
    const proven = this.prove(person, at >= 0, 'second-factor-wrong');
    if (!proven.ok) return proven;
    // A recovery code works once.
    if (at > 0) person.factor.splice(at, 1);
    this.#begin(station, person);
    return ok(null);
  }

  change(site: FakeSite, station: string, current: string, next: string): Result<null, AppError> {
    const person = this.#personAt(station);
    if (person === null) return err(appError('session-ended'));
    const proven = this.prove(person, person.password === current, 'log-in-failed');
    if (!proven.ok) return proven;
    const fault = passwordFault(next, person.userName);
    if (fault !== null) return err(appError('password-weak', { fault }));
    person.password = next;
    person.mustChange = false;
    this.endAll(site, person.officerId, station);
    return ok(null);
  }

  beginFactor(station: string, password: string): Result<CallOutput<'access.beginFactor'>, AppError> {
    const person = this.#personAt(station);
    if (person === null) return err(appError('session-ended'));
    const proven = this.prove(person, person.password === password, 'log-in-failed');
    if (!proven.ok) return proven;
    person.isFactorPending = true;
    person.factor = [this.authenticatorCode];
    return ok({ secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP', rows: ['101', '010', '111'] });
  }

  confirmFactor(station: string, code: string): Result<{ codes: string[] }, AppError> {
    const person = this.#personAt(station);
    if (person === null) return err(appError('session-ended'));
    if (!person.isFactorPending || person.factor[0] !== code) return err(appError('second-factor-wrong'));
    person.isFactorPending = false;
    const codes = Array.from({ length: 10 }, (_, index) => `K${index}2MQ-9XDRA`);
    person.factor.push(...codes);
    return ok({ codes });
  }

  removeFactor(station: string, password: string): Result<null, AppError> {
    const person = this.#personAt(station);
    if (person === null) return err(appError('session-ended'));
    const proven = this.prove(person, person.password === password, 'log-in-failed');
    if (proven.ok) person.factor = [];
    return proven;
  }

  logOut(station: string): void {
    this.sessions.delete(station);
  }

  /** Counts wrong attempts in a row and locks as central does. */
  prove(
    person: Person,
    isRight: boolean,
    code: 'log-in-failed' | 'second-factor-wrong',
  ): Result<null, AppError> {
    const left = person.lockedUntil - this.#now();
    if (left > 0) return err(appError('log-in-locked', { seconds: Math.ceil(left / 1000) }));
    if (isRight) {
      person.failures = 0;
      return ok(null);
    }
    person.failures += 1;
    if (person.failures <= freeAttempts) return err(appError(code));
    person.lockedUntil = this.#now() + 30_000;
    return err(appError('log-in-locked', { seconds: 30 }));
  }

  #begin(station: string, { officerId }: Person): void {
    const begunAt = new Date(this.#now()).toISOString();
    this.sessions.set(station, { officerId, sessionId: crypto.randomUUID(), begunAt });
    this.#asked.delete(station);
  }

  #personAt(station: string): Person | null {
    const session = this.sessions.get(station);
    return session === undefined ? null : this.find(session.officerId);
  }
}

/** Calls about who may what, at the fake site. */
export function accessHandlers(
  site: FakeSite,
  stationId: string | null,
): Pick<FakeHandlers, keyof typeof accessCalls> {
  const { access } = site;
  const station = stationId ?? '';
  return {
    'access.state': () => ok(access.state(stationId)),
    'access.enrol': ({ url, code }) => {
      if (access.stationCode === null || code.trim() !== access.stationCode)
        return err(appError('enrolment-code-invalid'));
      access.stationCode = null;
      const config: StationConfig = { ...site.config, central: { mode: 'enrolled', url } };
      site.config = config;
      return ok({ stationId: 'quay-1', role: 'counter', name: 'Quầy 1', config });
    },
    'access.logIn': ({ userName, password }) => access.logIn(station, userName, password),
    'access.secondFactor': ({ code }) => access.answer(station, code),
    'access.changePassword': ({ current, next }) => access.change(site, station, current, next),
    'access.beginFactor': ({ password }) => access.beginFactor(station, password),
    'access.confirmFactor': ({ code }) => {
      const done = access.confirmFactor(station, code);
      if (done.ok) site.emit('access.changed', access.state(station), station);
      return done;
    },
    'access.removeFactor': ({ password }) => {
      const done = access.removeFactor(station, password);
      if (done.ok) site.emit('access.changed', access.state(station), station);
      return done;
    },
    'access.sessions': () => {
      const me = access.signedInAt(station);
      if (me === null) return err(appError('session-ended'));
      const items = [...access.sessions]
        .filter(([, session]) => session.officerId === me.officerId)
        .map(([at, { sessionId, begunAt }]) => ({
          sessionId,
          stationId: at,
          begunAt,
          usedAt: begunAt,
          isThis: at === station,
        }));
      return ok({ items });
    },
    'access.endOtherSessions': () => {
      const me = access.signedInAt(station);
      if (me === null) return err(appError('session-ended'));
      access.endAll(site, me.officerId, station);
      return site.none();
    },
    'access.logOut': () => {
      access.logOut(station);
      return site.none();
    },
  };
}
