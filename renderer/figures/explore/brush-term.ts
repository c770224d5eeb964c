import { formatValue, parseFilter, type FieldColumns } from '#api';
import type { PlaceSpan } from '#figure';
import type { FieldAxis } from './field-axis.ts';

/**
 * A brush as a term of the filter language, which matches the runs inside it and no others of those shown; null for a brush that contains
 * none.
 */
export function brushTerm(
  axis: FieldAxis,
  { runs }: FieldColumns,
  { low, high }: Omit<PlaceSpan, 'key'>,
): string | null {
  const isInside = (run: number): boolean => axis.places[run]! >= low && axis.places[run]! <= high;
  const inside = [...runs.keys()].filter(isInside);
  const values = inside.flatMap((run) => axis.valueOf(run) ?? []);
  const name = axis.field.name;
  const terms = [
    ...(values.length === 0
      ? []
      : [
          typeof values[0] === 'string'
            ? textTerm(name, values as string[])
            : numberTerm(axis, values as number[], runs.length),
        ]),
    ...(values.length < inside.length ? [`${name} is missing`] : []),
  ];
  return terms.length === 0 ? null : terms.length === 1 ? terms[0]! : `(${terms.join(' or ')})`;
}

function textTerm(name: string, values: readonly string[]): string {
  const texts = [...new Set(values)].map((text) => formatValue({ text }));
  return texts.length === 1 ? `${name} = ${texts[0]}` : `${name} in [${texts.join(', ')}]`;
}

function numberTerm(axis: FieldAxis, inside: readonly number[], runs: number): string {
  const { field } = axis;
  const [low, high] = inside.reduce(
    ([a, b], value) => [Math.min(a, value), Math.max(b, value)],
    [Infinity, -Infinity],
  );
  if (field.type === 'time') {
    const write = (ms: number): string => new Date(ms).toISOString();
    return `${field.name} between ${write(low)} and ${write(high)}`;
  }
  if (field.type === 'duration') return `${field.name} between ${Math.floor(low)}ms and ${Math.ceil(high)}ms`;
  if (low === high) return `${field.name} = ${low}`;
  const all = Array.from({ length: runs }, (_, run) => axis.valueOf(run)).filter(
    (value) => typeof value === 'number',
  );
  const [from, to] = shortestEnds(low, high, all);
  return `${field.name} between ${from} and ${to}`;
}

/** The ends with the fewest digits, three or more, that have the same values of `all` between them. */
export function shortestEnds(low: number, high: number, all: readonly number[]): [from: number, to: number] {
  const below = all.reduce((most, value) => (value < low && value > most ? value : most), -Infinity);
  const above = all.reduce((least, value) => (value > high && value < least ? value : least), Infinity);
  for (let digits = 3; digits < 17; digits++) {
    const [from, to] = [rounded(low, digits, -1), rounded(high, digits, 1)];
    if (from > below && to < above) return [from, to];
  }
  return [low, high];
}

/** `value` to this many digits, moved by one unit in the last digit if it was rounded the wrong way. */
function rounded(value: number, digits: number, sign: 1 | -1): number {
  const near = Number(value.toPrecision(digits));
  if (sign * (near - value) >= 0) return near;
  const step = 10 ** (Math.floor(Math.log10(Math.abs(value))) + 1 - digits);
  return Number((near + sign * step).toPrecision(digits));
}

/** Runs that began in a stretch of time, in milliseconds since 1970: rounded outwards to the second. */
export function startTerm(low: number, high: number): string {
  const write = (ms: number): string => new Date(ms).toISOString().replace('.000', '');
  return `started between ${write(Math.floor(low / 1000) * 1000)} and ${write(Math.ceil(high / 1000) * 1000)}`;
}

/** What several brushes ask for together: of places on x, on y, on an axis given by its key, or in time. */
export function spanTerms(
  spans: readonly PlaceSpan[],
  axes: readonly FieldAxis[],
  table: FieldColumns,
): string[] {
  const axisOf = ({ key }: PlaceSpan): FieldAxis | undefined =>
    key === 'x' ? axes[0] : key === 'y' ? axes[1] : axes.find((axis) => axis.key === key);
  return spans.flatMap((span) => {
    if (span.key === 'started') return startTerm(span.low, span.high);
    const axis = axisOf(span);
    return (axis && brushTerm(axis, table, span)) ?? [];
  });
}

/** A filter that requires both `filter` and these terms. */
export function withTerms(filter: string, terms: readonly string[]): string {
  if (terms.length === 0) return filter;
  const { kind } = parseFilter(filter);
  const before = kind === 'all' ? [] : [kind === 'or' ? `(${filter})` : filter];
  return [...before, ...terms].join(' and ');
}
