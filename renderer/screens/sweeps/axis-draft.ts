import {
  GridError,
  parseGridValues,
  parseValue,
  type ConfigIssue,
  type ConfigValue,
  type SweepDefinition,
} from '#api';
import { writeExactNumber } from '#words';

type Axis = SweepDefinition['axes'][number];

/** One axis being edited. */
export interface AxisDraft {
  /** Paths that take the same value; empty if `values` are complete points. */
  paths: string[];
  /** In the command line's syntax: `0, log:1e-5:1e-1:5`. For points that set different paths, a JSON list of them. */
  values: string;
}

/** A range within the text of an axis. */
export interface RangeText {
  readonly spacing: 'log' | 'lin';
  readonly from: string;
  readonly to: string;
  readonly count: string;
  readonly withZero: boolean;
}

export type AxisResult =
  | { readonly ok: true; readonly axis: Axis }
  | { readonly ok: false; readonly issue: ConfigIssue };

/** True for an axis that paths and values cannot express: its points are written as JSON. */
export function isPointList({ paths, values }: AxisDraft): boolean {
  return paths.length === 0 && values.trimStart().startsWith('[');
}

/** Parses the axis of a draft. The issue's path is `paths` or `values`, whichever field is wrong. */
export function readAxis(draft: AxisDraft): AxisResult {
  if (isPointList(draft)) return readPoints(draft.values);
  if (draft.paths.length === 0) return wrong('paths', 'choose what this axis varies');
  try {
    const points = parseGridValues(draft.values).map((value) =>
      Object.fromEntries(draft.paths.map((path) => [path, value])),
    );
    return { ok: true, axis: { points } };
  } catch (thrown) {
    if (thrown instanceof GridError) return wrong('values', thrown.message);
    throw thrown;
  }
}

/** A stored axis as a draft that parses back to the same points. */
export function writeAxis({ points }: Axis): AxisDraft {
  const paths = Object.keys(points[0] ?? {});
  const values = points.map((point) => point[paths[0]!]);
  const isLinked = points.every(
    (point, index) =>
      Object.keys(point).length === paths.length && paths.every((path) => point[path] === values[index]),
  );
  const texts = values.map(writeValue);
  if (!isLinked || texts.includes(null)) return { paths: [], values: JSON.stringify(points, null, 2) };
  return { paths, values: texts.join(', ') };
}

/** The range that a text contains, alone or after a 0; null for any other list. */
export function readRange(values: string): RangeText | null {
  const match = /^\s*(0\s*,\s*)?(log|lin):([^:,]*):([^:,]*):([^:,]*)$/.exec(values);
  if (!match) return null;
  const [, zero, spacing, from, to, count] = match as unknown as [string, string?, ...string[]];
  return {
    spacing: spacing as RangeText['spacing'],
    from: from!.trim(),
    to: to!.trim(),
    count: count!.trim(),
    withZero: zero !== undefined,
  };
}

export function writeRange({ spacing, from, to, count, withZero }: RangeText): string {
  return `${withZero ? '0, ' : ''}${spacing}:${from}:${to}:${count}`;
}

/** A range that covers the numbers of a text: the initial values of the range fields when the user switches to them. */
export function initialRange(values: string, spacing: RangeText['spacing']): string {
  const known = readRange(values);
  if (known && (spacing === 'lin' || Number(known.from) > 0)) return writeRange({ ...known, spacing });
  const numbers = numbersOf(values);
  const usable = spacing === 'log' ? numbers.filter((value) => value > 0) : numbers;
  const [from, to] = [Math.min(...usable), Math.max(...usable)];
  const isRange = from < to;
  return writeRange({
    spacing,
    from: isRange ? writeExactNumber(from) : spacing === 'log' ? '1e-5' : '0',
    to: isRange ? writeExactNumber(to) : spacing === 'log' ? '1e-1' : '1',
    count: String(isRange ? usable.length : 5),
    withZero: spacing === 'log' && numbers.includes(0),
  });
}

function numbersOf(values: string): number[] {
  try {
    return parseGridValues(values).filter((value) => typeof value === 'number');
  } catch (thrown) {
    if (thrown instanceof GridError) return [];
    throw thrown;
  }
}

/** The values of a text as an explicit list of exact values; null if the text cannot be parsed. */
export function listValues(values: string): string | null {
  try {
    return parseGridValues(values)
      .map((value) => writeValue(value) ?? '')
      .join(', ');
  } catch {
    return null;
  }
}

/** A value in the syntax of a list; null if the syntax cannot express it. */
function writeValue(value: ConfigValue | undefined): string | null {
  const text = typeof value === 'number' ? writeExactNumber(value) : String(value);
  const isReadBack = !text.includes(',') && !/^(log|lin):/.test(text) && text.trim() === text && text !== '';
  return isReadBack && parseValue(text) === value ? text : null;
}

function readPoints(text: string): AxisResult {
  try {
    const points: unknown = JSON.parse(text);
    if (Array.isArray(points)) return { ok: true, axis: { points: points as Axis['points'] } };
  } catch {
    // Reported below: what was typed is not a list.
  }
  return wrong('values', 'got no JSON list; allowed: [{"path": value, ...}, ...], one entry per point');
}

function wrong(path: 'paths' | 'values', message: string): AxisResult {
  return { ok: false, issue: { path, message } };
}
