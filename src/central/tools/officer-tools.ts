import { AddOfficer } from '../../shared/api/access.ts';
import type { AppError } from '../../shared/errors.ts';
import { assembleAccess, type Access } from '../access/access.ts';
import { passwordsHere } from '../access/argon2.ts';
import type { WithOneTimePassword } from '../access/officers.ts';
import { usualLimits } from '../access/rate-limit.ts';
import { instantText } from '../clock.ts';
import { problemKinds, type CentralCode } from '../problem/texts.ts';
import type { OpenedStore } from '../store/opened-store.ts';
import { exitDone, exitRefused, exitUsage, readOptions, withStore } from './options.ts';
import type { Tool, ToolCall } from './tool.ts';

const addUsage = `central officer-add --site <id> --user <name> [--roles <role>,…] [--skills <letter>,…] (--name <text> | --home <site>)

Makes an account and prints a password for one log-in, which must be changed then. The first administrator of a site is
made so; further people can be made in the app.
  --site    the site where the person works
  --user    the name to log in with: a-z 0-9 . _ -, three characters or more
  --name    the name of the person, as colleagues read it
  --home    instead of --name: the account is kept at this other site already, and the person is to work at --site too
  --roles   of officer, cashier, supervisor, administrator, auditor (default: administrator)
  --skills  letters of the service groups that the person serves (default: all)
Exit code: 0 done, 1 refused, 2 wrong usage.
`;

const resetUsage = `central officer-reset --site <id> --user <name>

Prints a new one-time password for an account, takes its second factor and its lock away, and ends its sessions.
Exit code: 0 done, 1 refused, 2 wrong usage.
`;

/** Makes an account, above all that of the first administrator. */
export const officerAdd: Tool = {
  name: 'officer-add',
  summary: 'makes an account and prints its one-time password',
  usage: addUsage,
  async run(call) {
    const parsed = readOptions(call, {
      site: { type: 'string' },
      user: { type: 'string' },
      name: { type: 'string' },
      home: { type: 'string' },
      roles: { type: 'string', default: 'administrator' },
      skills: { type: 'string', default: '' },
    });
    if (parsed === null) return exitUsage;
    const { site, user, name, home, roles, skills } = parsed.values;
    const list = (text: string): string[] => text.split(',').filter((part) => part !== '');
    const body = AddOfficer.safeParse({
      userName: user,
      // The name of somebody who has an account stays as it is.
      displayName: home === undefined ? name : 'x',
      roles: list(roles),
      skills: list(skills),
    });
    if (site === undefined || !body.success || (name === undefined) === (home === undefined)) {
      call.complain(addUsage);
      return exitUsage;
    }
    return withAccess(call, async (access) => {
      const doer = doerOf(call, site);
      if (home !== undefined) {
        const done = await access.officers.borrow(doer, home, body.data);
        if (!done.ok) return refused(call, done.error);
        call.print(`officer ${done.value.officerId} works at ${site} too`);
        return exitDone;
      }
      const done = await access.officers.add(doer, body.data);
      return done.ok ? printPassword(call, done.value) : refused(call, done.error);
    });
  },
};

/** A new one-time password for an account. */
export const officerReset: Tool = {
  name: 'officer-reset',
  summary: 'prints a new one-time password for an account',
  usage: resetUsage,
  async run(call) {
    const parsed = readOptions(call, { site: { type: 'string' }, user: { type: 'string' } });
    const { site, user } = parsed?.values ?? {};
    if (site === undefined || user === undefined) {
      if (parsed !== null) call.complain(resetUsage);
      return exitUsage;
    }
    return withAccess(call, async (access) => {
      const found = await access.officers.findByName(site, user.toLowerCase(), call.clock.now());
      if (found === null) {
        call.complain('there is no such account at this site');
        return exitRefused;
      }
      const done = await access.officers.reset(doerOf(call, site), found.officerId);
      return done.ok ? printPassword(call, done.value) : refused(call, done.error);
    });
  },
};

/** What tools do is done by nobody who is signed in, from no station. */
export function doerOf(call: ToolCall, siteId: string) {
  return { siteId, officerId: null, stationId: null, at: call.clock.now() };
}

/** Opens the database and what keeps officers and stations. */
export function withAccess(
  call: ToolCall,
  work: (access: Access, store: OpenedStore) => Promise<number>,
): Promise<number> {
  return withStore(call, async (store) => {
    const { database, seal } = store;
    const passwords = passwordsHere();
    const access = assembleAccess({ database, seal, clock: call.clock, passwords, limits: usualLimits });
    return work(access, store);
  });
}

/** Says why not, in the words of the API. */
export function refused(call: ToolCall, error: AppError): number {
  const kind = error.code in problemKinds ? problemKinds[error.code as CentralCode] : problemKinds.internal;
  const more = error.cause === undefined ? '' : ` (${error.cause})`;
  call.complain(`${error.code}: ${kind.title.en}${more}`);
  return exitRefused;
}

function printPassword(
  call: ToolCall,
  { officer, oneTimePassword, validUntil }: WithOneTimePassword,
): number {
  call.print(`officer ${officer.officerId}`);
  call.print(`one-time password: ${oneTimePassword}`);
  call.print(`to be used until ${instantText(validUntil)}`);
  return exitDone;
}
