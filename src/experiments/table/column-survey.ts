import { isMissing } from './missing-marks.ts';
import { readingsOf } from './number-reading.ts';
import { maxClasses } from '../dataset-schema.ts';

/** A cell's text and the line it is on. */
export interface Found {
  readonly line: number;
  readonly text: string;
}

/** Cells of one column that are numbers under the same readings. */
export interface AlikeCells {
  count: number;
  readonly first: Found;
}

/** How many distinct values a column's survey counts; a column with more does not contain classes. */
const maxDistinct = maxClasses + 1;

/** Fewer numbers than this may be consecutive by chance. */
const minCounted = 5;

export type ColumnSurvey = ReturnType<typeof createColumnSurvey>;

/** Gathers statistics about the cells of one column, without keeping them. */
export function createColumnSurvey() {
  /** Keyed by a mask of readings. */
  const alike = new Map<number, AlikeCells>();
  const texts = new Set<string>();
  let [cells, missing] = [0, 0];
  let [lowest, highest, sum, squares] = [Infinity, -Infinity, 0, 0];
  /** The first row's cell, and whether it occurs again. */
  let top: Found = { line: 1, text: '' };
  let recurs = false;

  function add(text: string, line: number): void {
    recurs ||= text === top.text;
    if (texts.size < maxDistinct) texts.add(text);
    if (isMissing(text)) {
      missing++;
      return;
    }
    cells++;
    const mask = readingsOf(text);
    const known = alike.get(mask);
    if (known) known.count++;
    else alike.set(mask, { count: 1, first: { line, text } });
    const value = mask === 0 ? NaN : Number(text);
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
    sum += value;
    squares += value * value;
  }

  return {
    alike: alike as ReadonlyMap<number, Readonly<AlikeCells>>,
    /** Keeps the first row's cell, which may be a column name, separate from the others. */
    setTop(text: string, line: number): void {
      top = { text, line };
    },
    /** Counts the first row's cell among the others. */
    addTop: (): void => add(top.text, top.line),
    add,
    /** Cells that are not a number under any of these readings. */
    unlike(readings: number): { readonly count: number; readonly first: Found | null } {
      const unlike = [...alike].filter(([mask]) => (mask & readings) === 0).map(([, cells]) => cells);
      const first = unlike.toSorted((one, other) => one.first.line - other.first.line)[0]?.first;
      return { count: unlike.reduce((sum, { count }) => sum + count, 0), first: first ?? null };
    },
    /** Number of cells that are not missing. */
    get cells() {
      return cells;
    },
    get missing() {
      return missing;
    },
    get top(): string {
      return top.text;
    },
    get topRecurs() {
      return recurs;
    },
    /** Number of distinct values, including missing marks; counted up to one above `maxClasses`. */
    get distinct() {
      return texts.size;
    },
    /** Whether at least half of its cells are numbers under some reading. */
    get isNumeric() {
      return cells > 0 && 2 * (alike.get(0)?.count ?? 0) <= cells;
    },
    /** Whether its cells are consecutive integers without a gap or a repetition, in any order. */
    get counts() {
      const [span, middle] = [highest - lowest + 1, (lowest + highest) / 2];
      if (missing > 0 || cells < minCounted || span !== cells || !Number.isInteger(lowest)) return false;
      // The sum of squares about the middle of n consecutive integers is n (n^2 - 1) / 12.
      const about = squares - cells * middle * middle;
      return sum === cells * middle && Math.abs(about - (cells * (cells * cells - 1)) / 12) < 0.5;
    },
  };
}
