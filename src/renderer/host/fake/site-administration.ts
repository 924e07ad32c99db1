import type { AuditAction } from '../../../shared/api/audit-actions.ts';
import { isAllowed, type Permission } from '../../../shared/api/permissions.ts';
import type { siteAdministrationCalls } from '../../../shared/contract/site-administration.ts';
import type { StationView } from '../../../shared/contract/station.ts';
import { appError, type AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { FakeHandlers, FakeSite } from './fake-site.ts';

/** The rules, the log and the citizens' rights of the fake site, as central has them. */
export function siteAdministrationHandlers(
  site: FakeSite,
  station: StationView | null,
): Pick<FakeHandlers, keyof typeof siteAdministrationCalls> {
  const { access, log, queue, dossiers } = site;

  function may<T>(permission: Permission, work: () => Result<T, AppError>): Result<T, AppError> {
    if (station?.role !== 'counter' && station?.role !== 'supervisor')
      return err(appError('permission-denied'));
    if (site.central.state !== 'connected') return err(appError('central-unreachable'));
    if (!access.isRequired) return work();
    const me = access.signedInAt(station.id);
    if (me === null) return err(appError('session-ended'));
    return isAllowed(permission, me.roles) ? work() : err(appError('permission-denied', { permission }));
  }

  function note(action: AuditAction, reference: string | null, reason?: string): void {
    const stationId = station?.id ?? null;
    const officerId = access.signedInAt(stationId ?? '')?.officerId ?? null;
    log.write({ action, stationId, officerId, reference, ...(reason === undefined ? {} : { reason }) });
  }

  const personOf = (number: string): string => `person:${number.length}${number.slice(-2)}`;
  const ownDossiers = (number: string) =>
    dossiers.all.filter(({ owner, submitter }) => owner.number === number || submitter.number === number);

  return {
    'queueRules.read': () => may('queue.read', () => ok(queue.rules)),
    'queueRules.set': ({ rules, basedOn, note: why }) =>
      may('queue.manage', () => {
        if (JSON.stringify(basedOn) !== JSON.stringify(queue.rules))
          return err(appError('changed-meanwhile'));
        queue.rules = rules;
        note('queue.setRules', 'mau', [why, JSON.stringify(rules)].filter((part) => part !== '').join(' '));
        site.changed();
        return ok(rules);
      }),
    'serviceGroups.read': () => may('group.manage', () => ok(site.serviceGroups.read())),
    'serviceGroups.history': () => may('group.manage', () => ok(site.serviceGroups.history())),
    'serviceGroups.arrange': ({ groups, basedOn, note: why }) =>
      may('group.manage', () => {
        const me = access.signedInAt(station?.id ?? null);
        const done = site.serviceGroups.arrange(groups, basedOn, me);
        if (!done.ok) return done;
        note('group.arrange', 'mau', why);
        site.changed();
        return done;
      }),
    'serviceGroups.setOpen': ({ groupCode, open }) =>
      may('queue.manage', () => {
        const done = queue.setGroup(groupCode, open);
        if (done.ok) {
          note(open ? 'group.open' : 'group.close', groupCode);
          site.changed();
        }
        return done;
      }),
    'audit.read': (query) =>
      may('audit.read', () => {
        if (query.from !== undefined && query.to !== undefined && query.from > query.to)
          return err(appError('bad-request', { field: 'to' }));
        const page = log.page(query);
        note('audit.read', `${query.from ?? ''}..${query.to ?? ''}`);
        return ok(page);
      }),
    'audit.verify': () =>
      may('audit.read', () => {
        const found = log.check();
        note('audit.verify', `${found.rows}:${found.faultCount}`);
        return ok(found);
      }),
    'audit.export': ({ from, to, reason }) =>
      may('audit.read', () => {
        if (!site.isFileChosen) return ok(null);
        if (from > to) return err(appError('bad-request', { field: 'to' }));
        const { items } = log.page({ from, to, limit: log.entries.length + 1 });
        const name = `nhat-ky-${from}-${to}.csv`;
        const lines = items.map((entry) => `${entry.sequence},${entry.at},${entry.action}\n`);
        site.saved.push({ name, text: lines.reverse().join('') });
        note('audit.export', `${from}..${to} csv`, reason);
        return ok({ name, rows: items.length });
      }),
    'citizens.export': ({ number, reason }) =>
      may('citizen.rights', () => {
        note('citizen.export', personOf(number), reason);
        const own = ownDossiers(number);
        const about = [personOf(number), ...own.map(({ code }) => code)];
        return ok({
          madeAt: site.instant(),
          known: dossiers.citizens.get(number) ?? null,
          dossiers: own,
          appointments: [],
          accesses: log.entries
            .filter(({ reference }) => reference !== null && about.includes(reference))
            .map(({ at, stationId, action, reference }) => ({ at, stationId, action, reference }))
            .reverse(),
          keeping: [
            {
              subject: 'citizen',
              text: {
                vi: 'Giữ 12 tháng sau lần giao dịch cuối.',
                en: 'Kept 12 months after the last visit.',
              },
            },
            {
              subject: 'dossier',
              text: { vi: 'Giữ theo quy định về lưu trữ.', en: 'Kept as the law on archives says.' },
            },
          ],
        });
      }),
    'citizens.erase': ({ number, reason }) =>
      may('citizen.rights', () => {
        note('citizen.erase', personOf(number), reason);
        const citizen = dossiers.citizens.delete(number);
        const kept = ownDossiers(number).map(({ code }) => ({
          code,
          until: null,
          text: { vi: 'Hồ sơ đang được giải quyết.', en: 'The dossier is being processed.' },
        }));
        return ok({
          erased: { appointments: 0, citizen, dossiers: [] },
          kept,
          text: {
            vi: citizen ? 'Đã xóa thông tin lưu cho lần sau.' : 'Không có thông tin nào để xóa.',
            en: citizen ? 'The record for the next visit is erased.' : 'There was nothing to erase.',
          },
        });
      }),
    'citizens.save': ({ text }) => {
      if (!site.isFileChosen) return ok(null);
      site.saved.push({ name: 'du-lieu-ca-nhan.txt', text });
      return ok({ name: 'du-lieu-ca-nhan.txt' });
    },
    'dossiers.openWhole': ({ code, reason }) =>
      may('dossier.open-whole', () => {
        const opened = dossiers.open(code);
        if (!opened.ok) return opened;
        note('dossier.openWhole', code, reason);
        const whole = { ...opened.value };
        delete whole.sight;
        return ok(whole);
      }),
    'tickets.story': ({ ticketId }) =>
      may('ticket.read', () => {
        const ticket = queue.tickets.find(({ id }) => id === ticketId);
        if (ticket === undefined) return err(appError('not-found'));
        const rows = queue.steps.filter((step) => step.ticket.id === ticketId);
        return ok({
          ticket,
          steps: rows.map((row, index) => ({
            step: index + 1,
            action: row.action,
            from: rows[index - 1]?.ticket.state ?? null,
            to: row.ticket.state,
            at: row.at,
            groupCode: row.ticket.groupCode,
            counterId: row.counterId,
            stationId: queue.counters.find(({ id }) => id === row.counterId)?.desk?.stationId ?? 'kiosk',
            officerId: row.officerId,
            officerName: access.find(row.officerId ?? '')?.displayName ?? null,
            reason: null,
          })),
        });
      }),
  };
}
