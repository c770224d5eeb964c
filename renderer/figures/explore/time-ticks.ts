import type { AxisRange, AxisTick } from '#figure';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Calendar steps: number of units, and approximate length. */
const steps = [
  ...[1, 5, 15, 30].map((size) => ({ unit: 'second', size, ms: size * second }) as const),
  ...[1, 5, 15, 30].map((size) => ({ unit: 'minute', size, ms: size * minute }) as const),
  ...[1, 3, 6, 12].map((size) => ({ unit: 'hour', size, ms: size * hour }) as const),
  ...[1, 2, 7].map((size) => ({ unit: 'day', size, ms: size * day }) as const),
  ...[1, 3, 6, 12, 24, 60].map((size) => ({ unit: 'month', size, ms: size * 30.44 * day }) as const),
];
type Step = (typeof steps)[number];

/** Round times of the local calendar within a range in milliseconds since 1970, at most `most`; weeks begin on Monday. */
export function timeTicks({ min, max }: AxisRange, most: number): AxisTick[] {
  const step = steps.find(({ ms }) => (max - min) / ms <= most) ?? steps.at(-1)!;
  const ticks: AxisTick[] = [];
  let date = firstOf(step, new Date(min));
  for (let count = 0; date.getTime() <= max && count <= 2 * most + 2; count++) {
    if (date.getTime() >= min) ticks.push({ position: date.getTime(), label: labelOf(step, date) });
    date = after(step, date);
  }
  return ticks;
}

function firstOf({ unit, size }: Step, from: Date): Date {
  const date = new Date(from);
  // To the clock's reading, setSeconds and setMinutes would find its first occurrence in an hour that occurs twice.
  const past = (date.getSeconds() % (unit === 'second' ? size : 60)) * second + date.getMilliseconds();
  if (unit === 'second') date.setTime(date.getTime() - past);
  else if (unit === 'minute') date.setTime(date.getTime() - past - (date.getMinutes() % size) * minute);
  else if (unit === 'hour') date.setHours(Math.floor(date.getHours() / size) * size, 0, 0, 0);
  else if (unit === 'day') {
    date.setHours(0, 0, 0, 0);
    if (size === 7) date.setDate(date.getDate() - ((date.getDay() + 6) % 7));
  } else {
    date.setHours(0, 0, 0, 0);
    const months = 12 * date.getFullYear() + date.getMonth();
    const first = Math.floor(months / size) * size;
    date.setFullYear(Math.floor(first / 12), first % 12, 1);
  }
  return date;
}

/** By calendar, so that a day with a clock change is still one day. */
function after({ unit, size, ms }: Step, from: Date): Date {
  const date = new Date(from);
  if (unit === 'second' || unit === 'minute') date.setTime(date.getTime() + ms);
  else if (unit === 'hour') date.setHours(date.getHours() + size);
  else if (unit === 'day') date.setDate(date.getDate() + size);
  else date.setMonth(date.getMonth() + size);
  return date;
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const clockSeconds = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const dayMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' });
const monthYear = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric' });

function labelOf({ unit }: Step, date: Date): string {
  if (unit === 'month') return monthYear.format(date);
  if (unit === 'second') return clockSeconds.format(date);
  const isMidnight = date.getHours() === 0 && date.getMinutes() === 0;
  return unit === 'day' || isMidnight ? dayMonth.format(date) : clock.format(date);
}
