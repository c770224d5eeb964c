import type { CalendarDay, Moment } from '#experiments';

/** Start and exclusive end of a moment, in stored form: a day lasts until the next one, a point in time has no duration. */
export interface MomentRange {
  readonly from: string;
  readonly to: string;
}

/** Days begin at midnight in this machine's time zone. */
export function momentRange(moment: Moment, now: Date): MomentRange {
  switch (moment.kind) {
    case 'today':
      return days(now.getFullYear(), now.getMonth(), now.getDate());
    case 'yesterday':
      return days(now.getFullYear(), now.getMonth(), now.getDate() - 1);
    case 'day':
      return days(moment.day.year, moment.day.month - 1, moment.day.day);
    case 'ago':
      return instant(now.getTime() - moment.ms);
    case 'time':
      return instant(
        moment.offset === null
          ? localMidnight(moment.day, moment.ms).getTime()
          : Date.UTC(moment.day.year, moment.day.month - 1, moment.day.day) +
              moment.ms -
              moment.offset * 60_000,
      );
  }
}

function days(year: number, month: number, day: number): MomentRange {
  return { from: stored(new Date(year, month, day)), to: stored(new Date(year, month, day + 1)) };
}

function instant(ms: number): MomentRange {
  const at = stored(new Date(ms));
  return { from: at, to: at };
}

function localMidnight({ year, month, day }: CalendarDay, ms: number): Date {
  return new Date(year, month - 1, day, 0, 0, 0, ms);
}

/** A time before 1970, or too far back to represent, becomes an empty text, which sorts first. */
function stored(time: Date): string {
  return Number.isNaN(time.getTime()) || time.getTime() < 0 ? '' : time.toISOString();
}
