import { sql, type Kysely } from 'kysely';
import type { DayStatistics, Figures } from '../../shared/api/statistics.ts';
import type { Tables } from '../store/tables.ts';

/** A row of the query: figures of one part of the day; `grouping` says which part (see the query). */
interface FigureRow {
  readonly part: 'total' | 'group' | 'counter' | 'officer' | 'hour';
  readonly group_code: string | null;
  readonly counter_id: string | null;
  readonly officer_id: string | null;
  readonly hour: number | null;
  readonly issued: number;
  readonly called: number;
  readonly served: number;
  readonly no_show: number;
  readonly parked: number;
  readonly transfers: number;
  readonly cancelled: number;
  readonly mean_wait: number | null;
  readonly median_wait: number | null;
  readonly p90_wait: number | null;
}

/**
 * The figures of a day, all parts in one pass over the histories of the day's numbers. A wait ends with a call and began
 * with the step that brought the number into the queue from elsewhere; calling a parked or absent number ends no wait.
 * Percentiles are waits that somebody had (nearest rank).
 */
export async function readStatistics(
  database: Kysely<Tables>,
  siteId: string,
  day: string,
): Promise<DayStatistics> {
  const { rows } = await sql<FigureRow>`
    with step as (
      select h.action, h.group_code, h.counter_id, h.officer_id,
        extract(hour from (h.at at time zone 'UTC') + interval '7 hours')::int as hour,
        case when h.from_state = 'waiting' and h.action in ('call', 'callChosen')
          then extract(epoch from h.at - max(h.at) filter (where h.from_state is distinct from 'waiting')
            over (partition by h.ticket_id order by h.step rows between unbounded preceding and 1 preceding))
        end as wait
      from ticket t
      join ticket_history h on h.site_id = t.site_id and h.ticket_id = t.ticket_id
      where t.site_id = ${siteId} and t.day = ${day}
    )
    select
      case
        when grouping(group_code) = 0 then 'group'
        when grouping(counter_id) = 0 then 'counter'
        when grouping(officer_id) = 0 then 'officer'
        when grouping(hour) = 0 then 'hour'
        else 'total'
      end as part,
      group_code, counter_id, officer_id, hour,
      count(*) filter (where action = 'issue')::int as issued,
      count(*) filter (where action in ('call', 'callChosen'))::int as called,
      count(*) filter (where action in ('finish', 'nextService'))::int as served,
      count(*) filter (where action = 'noShow')::int as no_show,
      count(*) filter (where action = 'park')::int as parked,
      count(*) filter (where action = 'transfer')::int as transfers,
      count(*) filter (where action = 'cancel')::int as cancelled,
      round(avg(wait))::int as mean_wait,
      round(percentile_disc(0.5) within group (order by wait))::int as median_wait,
      round(percentile_disc(0.9) within group (order by wait))::int as p90_wait
    from step
    group by grouping sets ((), (group_code), (counter_id), (officer_id), (hour))
    order by group_code, counter_id, officer_id, hour`.execute(database);
  const part = <T>(name: FigureRow['part'], keyed: (row: FigureRow) => T | null): (T & Figures)[] =>
    rows.flatMap((row) => {
      const key = row.part === name ? keyed(row) : null;
      return key === null ? [] : [{ ...key, ...figuresOf(row) }];
    });
  const total = rows.find((row) => row.part === 'total');
  if (total === undefined) throw new Error('the total of a day is always one row');
  return {
    day,
    total: figuresOf(total),
    groups: part('group', (row) => (row.group_code === null ? null : { groupCode: row.group_code })),
    // Steps at no counter and by nobody known have no line of their own; the total has them.
    counters: part('counter', (row) => (row.counter_id === null ? null : { counterId: row.counter_id })),
    officers: part('officer', (row) =>
      // Who that is, is no matter of the queue: the route adds the name.
      row.officer_id === null ? null : { officerId: row.officer_id, displayName: null },
    ),
    hours: part('hour', (row) => (row.hour === null ? null : { hour: row.hour })),
  };
}

function figuresOf(row: FigureRow): Figures {
  return {
    issued: row.issued,
    called: row.called,
    served: row.served,
    noShow: row.no_show,
    parked: row.parked,
    transfers: row.transfers,
    cancelled: row.cancelled,
    meanWaitSeconds: row.mean_wait,
    medianWaitSeconds: row.median_wait,
    p90WaitSeconds: row.p90_wait,
  };
}
