/** A moment as written: a day, a time of day, or a duration ago. Without an offset, times are in the machine's own zone. */
export type Moment =
  | { readonly kind: 'today' | 'yesterday' }
  | { readonly kind: 'ago'; readonly ms: number }
  | { readonly kind: 'day'; readonly day: CalendarDay }
  | {
      readonly kind: 'time';
      readonly day: CalendarDay;
      /** Since midnight. */
      readonly ms: number;
      /** Minutes by which its zone is ahead of UTC; null for the machine's own zone. */
      readonly offset: number | null;
    };

/** `month` is 1 to 12. */
export interface CalendarDay {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export const momentForms = '2026-01-31, "2026-01-31 14:30", -7d, -2h, today or yesterday';
export const durationForms = '30s, 5m, 1h30m or 2d';

/** The moment that a text stands for; null for anything else, including a day that does not exist. */
export function parseMoment(text: string): Moment | null {
  const word = text.toLowerCase();
  if (word === 'today' || word === 'yesterday') return { kind: word };
  if (word.startsWith('-')) {
    const ms = parseDuration(word.slice(1));
    return ms === null || /\d$/.test(word) ? null : { kind: 'ago', ms };
  }
  const match =
    /^(\d{4})-(\d\d)-(\d\d)(?:[t ](\d\d):(\d\d)(?::(\d\d)(\.\d{1,9})?)? ?(z|[+-]\d\d:?\d\d)?)?$/.exec(word);
  if (match === null) return null;
  const [year, month, day, hours, minutes, seconds] = match.slice(1, 7).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  if (match[4] === undefined) return { kind: 'day', day: { year, month, day } };
  if (hours > 23 || minutes > 59 || seconds > 59) return null;
  const ms = ((hours * 60 + minutes) * 60 + seconds) * 1000 + Math.floor(Number(match[7] ?? 0) * 1000);
  return { kind: 'time', day: { year, month, day }, ms, offset: offsetMinutes(match[8]) };
}

const unitMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** Parses `30s`, `1h30m`, or a bare number of seconds into milliseconds; null for anything else. */
export function parseDuration(text: string): number | null {
  const word = text.toLowerCase();
  if (/^(\d+(\.\d*)?|\.\d+)$/.test(word)) return Number(word) * 1000;
  if (!/^(\d+(\.\d+)?(ms|min|[smhdw]))+$/.test(word)) return null;
  const parts = word.matchAll(/(\d+(?:\.\d+)?)(ms|min|[smhdw])/g);
  return [...parts].reduce((sum, [, count, unit]) => sum + Number(count) * unitMs[unit!]!, 0);
}

function daysIn(year: number, month: number): number {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function offsetMinutes(zone: string | undefined): number | null {
  if (zone === undefined) return null;
  if (zone === 'z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return zone.startsWith('-') ? -minutes : minutes;
}
