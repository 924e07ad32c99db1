import { z } from 'zod';
import { Day } from '../api/primitives.ts';
import { clockFromText, dateParts, dayNumberFromText, minutesPerDay, weekdayOf } from './centre-time.ts';

const Clock = z.string().refine((text) => clockFromText(text) !== null, 'a time of day, HH:mm');

const Block = z.object({ from: Clock, to: Clock }).describe('both ends belong to the block');

/**
 * When a centre works (BLLĐ 2019 Art 111, 112; hours are the centre's own). Data, never computed: holidays by the lunar
 * calendar, days made good and days swapped by the Prime Minister differ every year.
 */
export const WorkingCalendar = z
  .object({
    years: z
      .array(z.number().int().min(2000).max(2200))
      .min(1)
      .describe('years whose days off are all listed; a limit that touches another year cannot be computed'),
    weeklyRest: z.array(z.number().int().min(0).max(6)).describe('0 Sunday to 6 Saturday'),
    blocks: z.array(Block).min(1).describe('working hours of a day, in order'),
    holidays: z
      .array(z.object({ day: Day, name: z.string().min(1), source: z.string().min(1) }))
      .describe('holidays, days made good for them, and days off by a swap'),
    makeUpDays: z
      .array(z.object({ day: Day, source: z.string().min(1) }))
      .describe('rest days that are worked, with the hours of any working day'),
  })
  .superRefine((calendar, context) => {
    const complain = (path: (string | number)[], message: string) => {
      context.addIssue({ code: 'custom', path, message });
    };
    let end = -1;
    calendar.blocks.forEach((block, index) => {
      const from = clockFromText(block.from);
      const to = clockFromText(block.to);
      if (from === null || to === null) return;
      if (from >= to || from <= end) complain(['blocks', index], 'blocks follow each other and do not touch');
      end = to;
    });
    const holidays = new Set(calendar.holidays.map((holiday) => holiday.day));
    const covered = (day: string): boolean => calendar.years.includes(Number(day.slice(0, 4)));
    calendar.holidays.forEach(({ day }, index) => {
      if (!covered(day)) complain(['holidays', index, 'day'], 'its year is not among the years covered');
    });
    calendar.makeUpDays.forEach(({ day }, index) => {
      if (!covered(day)) complain(['makeUpDays', index, 'day'], 'its year is not among the years covered');
      if (holidays.has(day)) complain(['makeUpDays', index, 'day'], 'a day is off or worked, not both');
    });
  })
  .meta({ id: 'WorkingCalendar' });
export type WorkingCalendar = z.infer<typeof WorkingCalendar>;

/** Working hours of one block, in minutes since midnight. */
interface BlockMinutes {
  readonly from: number;
  readonly to: number;
}

/**
 * One walk over a calendar, in local minutes and day numbers ({@link import('./centre-time.ts')}).
 *
 * A walk that meets a year without data goes on as if the day were worked and keeps that year in `missingYear`; who
 * walks looks at it before using what came out. So every loop ends, and none has to carry a failure.
 */
export class CalendarWalk {
  missingYear: number | null = null;
  readonly opening: number;
  readonly closing: number;
  readonly #blocks: readonly BlockMinutes[];
  readonly #years: ReadonlySet<number>;
  readonly #weeklyRest: ReadonlySet<number>;
  readonly #holidays: ReadonlySet<number | null>;
  readonly #makeUpDays: ReadonlySet<number | null>;

  constructor(calendar: WorkingCalendar) {
    this.#blocks = calendar.blocks.map((block) => ({
      from: clockFromText(block.from) ?? 0,
      to: clockFromText(block.to) ?? 0,
    }));
    this.opening = this.#blocks[0]?.from ?? 0;
    this.closing = this.#blocks.at(-1)?.to ?? 0;
    this.#years = new Set(calendar.years);
    this.#weeklyRest = new Set(calendar.weeklyRest);
    this.#holidays = new Set(calendar.holidays.map((holiday) => dayNumberFromText(holiday.day)));
    this.#makeUpDays = new Set(calendar.makeUpDays.map((makeUp) => dayNumberFromText(makeUp.day)));
  }

  /** Whether the centre works on that day (R5, R6 of the test table). */
  isWorkingDay(day: number): boolean {
    const { year } = dateParts(day);
    if (!this.#years.has(year)) {
      this.missingYear ??= year;
      return true;
    }
    if (this.#makeUpDays.has(day)) return true;
    return !this.#weeklyRest.has(weekdayOf(day)) && !this.#holidays.has(day);
  }

  /** The first working day from `day` on, `day` included. */
  workingDayFrom(day: number): number {
    let at = day;
    while (!this.isWorkingDay(at)) at += 1;
    return at;
  }

  /** The `count`-th working day after `day`. `count` 0 is `day` itself. */
  workingDaysAfter(day: number, count: number): number {
    let at = day;
    for (let left = count; left > 0 && this.missingYear === null; left -= 1) at = this.workingDayFrom(at + 1);
    return at;
  }

  /** The working day before `day`. */
  workingDayBefore(day: number): number {
    let at = day - 1;
    while (!this.isWorkingDay(at)) at -= 1;
    return at;
  }

  /**
   * When a limit that begins at `minute` really begins (R2): inside a block at once, both ends included; otherwise at the
   * opening of the next block.
   */
  startFrom(minute: number): number {
    const day = Math.floor(minute / minutesPerDay);
    if (!this.isWorkingDay(day)) return this.workingDayFrom(day) * minutesPerDay + this.opening;
    const clock = minute - day * minutesPerDay;
    for (const block of this.#blocks) {
      if (clock <= block.to) return day * minutesPerDay + Math.max(clock, block.from);
    }
    return this.workingDayFrom(day + 1) * minutesPerDay + this.opening;
  }

  /** The end of `minutes` of working time from `minute` on. Ending exactly with a block, it ends there (R3). */
  afterWorking(minute: number, minutes: number): number {
    let at = this.startFrom(minute);
    let left = minutes;
    for (;;) {
      const room = this.#endOfBlock(at) - at;
      if (left <= room || this.missingYear !== null) return at + left;
      left -= room;
      at = this.startFrom(at + room + 1);
    }
  }

  /** Working minutes between two local minutes; 0 when `to` is not after `from`. */
  workingBetween(from: number, to: number): number {
    let total = 0;
    let at = this.startFrom(from);
    while (at < to && this.missingYear === null) {
      const end = this.#endOfBlock(at);
      total += Math.min(end, to) - at;
      at = this.startFrom(end + 1);
    }
    return total;
  }

  /** Whether a block opens at that minute of a working day. */
  isBlockOpening(minute: number): boolean {
    return this.#blocks.some((block) => block.from === minute % minutesPerDay);
  }

  /** The opening of the block after the one that ends at `minute`, or `minute` itself where no block ends. */
  openingAfterBlockEnd(minute: number): number {
    return this.#blocks.some((block) => block.to === minute % minutesPerDay)
      ? this.startFrom(minute + 1)
      : minute;
  }

  #endOfBlock(minute: number): number {
    const day = Math.floor(minute / minutesPerDay);
    const clock = minute - day * minutesPerDay;
    const block = this.#blocks.find((candidate) => clock <= candidate.to);
    return day * minutesPerDay + (block?.to ?? clock);
  }
}
