import { MakeStationCode } from '../../shared/api/access.ts';
import { instantText } from '../clock.ts';
import { exitDone, exitUsage, readOptions } from './options.ts';
import { doerOf, refused, withAccess } from './officer-tools.ts';
import type { Tool } from './tool.ts';

const usage = `central station-code --site <id> --station <id> --role <role> [--name <text>] [--counter <id>]

Prints a code that makes one installation of the app a station of the site: to be typed in there within fifteen minutes,
once. Administrators get codes in the app too; this one is for the first station.
  --station  id of the station: a-z 0-9 -
  --role     counter, kiosk, display, supervisor or rating: what it may do follows from it
  --name     what people call it (default: its id)
  --counter  the counter that it stands at; must be given for counter and rating
Exit code: 0 done, 1 refused, 2 wrong usage.
`;

/** Makes a code to enrol a station with. */
export const stationCode: Tool = {
  name: 'station-code',
  summary: 'prints a code that makes an installation a station of a site',
  usage,
  async run(call) {
    const parsed = readOptions(call, {
      site: { type: 'string' },
      station: { type: 'string' },
      role: { type: 'string' },
      name: { type: 'string' },
      counter: { type: 'string' },
    });
    if (parsed === null) return exitUsage;
    const { site, station, role, name, counter } = parsed.values;
    const body = MakeStationCode.safeParse({
      stationId: station,
      role,
      name: name ?? station,
      counterId: counter ?? null,
    });
    if (site === undefined || !body.success) {
      call.complain(usage);
      return exitUsage;
    }
    return withAccess(call, async (access) => {
      const made = await access.enrolment.makeCode(doerOf(call, site), body.data);
      if (!made.ok) return refused(call, made.error);
      call.print(`code: ${made.value.code}`);
      call.print(`to be used until ${instantText(made.value.validUntil)}`);
      return exitDone;
    });
  },
};
