/** Numbers, times and names in the interface's format. Full precision is for hovering and copying, see NumberText. */

const missing = '–';
const significantDigits = 4;

/** At first use: the tables behind these take more of a start than all words of the first screen. */
function lazily<Format>(make: () => Format): () => Format {
  let made: Format | undefined;
  return () => (made ??= make());
}

type Maybe<Value> = Value | null | undefined;

function nonFinite(value: number): string {
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
}

/** A loss, penalty or rate in four significant digits: `0.2217`, `1.099`, `8.413e-5`; a dash if not measured. */
export function formatMetric(value: Maybe<number>): string {
  if (value === null || value === undefined) return missing;
  if (!Number.isFinite(value)) return nonFinite(value);
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e6)) {
    return withSign(value, size.toExponential(significantDigits - 1).replace('+', ''));
  }
  if (size >= 1000) return withSign(value, formatCount(Math.round(size)));
  return size === 0 ? '0' : withSign(value, size.toPrecision(significantDigits));
}

/** A difference of two losses with four decimals, so that the numbers of a column can be compared by size: `−0.0052`. */
export function formatDifference(value: Maybe<number>): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return formatMetric(value);
  const size = Math.abs(value);
  if (size >= 1000) return formatMetric(value);
  const text = size.toFixed(significantDigits);
  return Number(text) === 0 ? text : withSign(value, text);
}

function withSign(value: number, size: string): string {
  return value < 0 ? `−${size}` : size;
}

/** A penalty factor or learning rate in conventional notation: `0`, `1e-5`, `0.05`. At most four significant digits. */
export function formatLambda(value: number): string {
  if (!Number.isFinite(value)) return nonFinite(value);
  const rounded = Number(value.toPrecision(significantDigits));
  const size = Math.abs(rounded);
  return size !== 0 && (size < 0.01 || size >= 1e5)
    ? rounded.toExponential().replace('+', '')
    : String(rounded);
}

/** A fraction from 0 to 1: `94.2%`. */
export function formatPercent(value: Maybe<number>): string {
  if (value === null || value === undefined) return missing;
  if (!Number.isFinite(value)) return nonFinite(value);
  return Math.abs(value) < 1e4 ? `${(value * 100).toFixed(1)}%` : `${formatMetric(value * 100)}%`;
}

/** A difference of fractions, in percentage points: `−1.5 points`. */
export function formatPoints(value: Maybe<number>): string {
  if (value === null || value === undefined) return missing;
  if (!Number.isFinite(value)) return nonFinite(value);
  return `${withSign(value, (Math.abs(value) * 100).toFixed(1))} points`;
}

/** The size of a difference of losses if room is short: three significant digits can be compared at a glance. */
export function formatShortDifference(size: number): string {
  if (size < 1e-3 || size >= 1e5) return size.toExponential(1);
  return size >= 1000 ? size.toFixed(0) : Number(size.toPrecision(3)).toString();
}

/** The size of a difference of fractions, in percentage points. */
export function formatShortPoints(size: number): string {
  return `${(size * 100).toFixed(1)} pp`;
}

/** A number to six significant digits, for when the values themselves matter; hovering shows the rest. */
export function formatValue(value: Maybe<number>): string {
  if (value === null || value === undefined) return missing;
  if (!Number.isFinite(value)) return nonFinite(value);
  return withSign(value, String(Number(Math.abs(value).toPrecision(6))));
}

/** An error message as a sentence: services and schemas write them without capital and full stop. */
export function formatSentence(message: string): string {
  const ended = /[.!?:]$/.test(message) ? message : `${message}.`;
  return capitalize(ended);
}

/** A text with its first letter as at the start of a sentence. */
export function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A text with its first letter as within a sentence. */
export function uncapitalize(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

const counts = lazily(() => new Intl.NumberFormat('en-US'));
/** The places in an integer where three, six, ... digits follow. */
const thousands = /\B(?=(?:\d{3})+$)/g;

/** An integer with thousands separated: `10,001`. */
export function formatCount(value: number): string {
  return Number.isSafeInteger(value) ? String(value).replace(thousands, ',') : counts().format(value);
}

/** An integer for a column: `10,001`, a dash if not measured. */
export function formatWhole(value: Maybe<number>): string {
  return typeof value === 'number' && Number.isFinite(value) ? formatCount(value) : formatMetric(value);
}

/** A count with its noun: `1 run`, `3 runs`. */
export function formatPlural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** Milliseconds as `420 ms`, `4.2 s`, `12 s`, `3 m 05 s`, `1 h 02 m`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const twoDigits = (value: number): string => String(value).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)} m ${twoDigits(whole % 60)} s`;
  return `${formatCount(Math.floor(whole / 3600))} h ${twoDigits(Math.floor((whole % 3600) / 60))} m`;
}

const clock = lazily(() => new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }));
const dayOfYear = lazily(() => new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short' }));
const fullDay = lazily(
  () => new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' }),
);

/** An ISO time for a list, in local time: `14:03` today, `22 Nov 14:03` this year, otherwise `22 Nov 2025`. */
export function formatDate(iso: string, now: Date = new Date()): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return missing; // what is stored may not be a time
  if (date.toDateString() === now.toDateString()) return clock().format(date);
  if (date.getFullYear() === now.getFullYear()) return `${dayOfYear().format(date)} ${clock().format(date)}`;
  return fullDay().format(date);
}
