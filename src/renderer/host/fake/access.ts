import type { AccessState, SignedIn } from '../../../shared/contract/access.ts';
import type { StationConfig } from '../../../shared/contract/config.ts';
import { passwordFault } from '../../../shared/domain/password-rule.ts';
import { appError, type AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { FakeHandlers, FakeSite } from './fake-site.ts';

interface Person {
  readonly me: SignedIn;
  readonly password: string;
  /** Of the second factor; null: none. */
  readonly code: string | null;
}

/** Who may work at the fake site. Nobody has to log in unless a test says so. */
export class FakeAccess {
  isRequired = false;
  /** What the administrator made for a station; used once. */
  stationCode: string | null = null;
  waiting = 0;
  readonly people: Person[] = [];
  readonly #signedIn = new Map<string, SignedIn>();
  readonly #asked = new Map<string, Person>();

  /** Makes an account. */
  add(userName: string, password: string, more: { mustChange?: boolean; code?: string } = {}): void {
    const me: SignedIn = {
      officerId: `officer-${userName}`,
      userName,
      displayName: 'Nguyễn Thị Thử Nghiệm',
      roles: ['officer'],
      mustChangePassword: more.mustChange ?? false,
    };
    this.people.push({ me, password, code: more.code ?? null });
  }

  state(station: string | null): AccessState {
    const signedIn = station === null ? null : (this.#signedIn.get(station) ?? null);
    return {
      stationId: station,
      isRequired: this.isRequired && station !== null,
      signedIn,
      waiting: signedIn === null ? 0 : this.waiting,
    };
  }

  /** The session is over, as when an administrator ends it. */
  end(site: FakeSite, station: string): void {
    this.#signedIn.delete(station);
    site.emit('access.changed', this.state(station), station);
  }

  logIn(station: string, userName: string, password: string): Result<{ needsCode: boolean }, AppError> {
    const person = this.people.find((one) => one.me.userName === userName && one.password === password);
    if (person === undefined) return err(appError('log-in-failed'));
    if (person.code === null) this.#signedIn.set(station, person.me);
    else this.#asked.set(station, person);
    return ok({ needsCode: person.code !== null });
  }

  answer(station: string, code: string): Result<null, AppError> {
    const person = this.#asked.get(station);
    if (person === undefined) return err(appError('session-ended'));
    if (person.code !== code) return err(appError('second-factor-wrong'));
    this.#signedIn.set(station, person.me);
    return ok(null);
  }

  change(station: string, current: string, next: string): Result<null, AppError> {
    const me = this.#signedIn.get(station);
    const index = this.people.findIndex((one) => one.me.userName === me?.userName);
    const person = this.people[index];
    if (person === undefined) return err(appError('session-ended'));
    if (person.password !== current) return err(appError('log-in-failed'));
    const fault = passwordFault(next, person.me.userName);
    if (fault !== null) return err(appError('password-weak', { fault }));
    const changed = { ...person, password: next, me: { ...person.me, mustChangePassword: false } };
    this.people[index] = changed;
    this.#signedIn.set(station, changed.me);
    return ok(null);
  }

  logOut(station: string): void {
    this.#signedIn.delete(station);
  }
}

type AccessCalls =
  | 'access.state'
  | 'access.enrol'
  | 'access.logIn'
  | 'access.secondFactor'
  | 'access.changePassword'
  | 'access.logOut';

/** Calls about who may what, at the fake site. */
export function accessHandlers(site: FakeSite, stationId: string | null): Pick<FakeHandlers, AccessCalls> {
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
    'access.changePassword': ({ current, next }) => access.change(station, current, next),
    'access.logOut': () => {
      access.logOut(station);
      return site.none();
    },
  };
}
