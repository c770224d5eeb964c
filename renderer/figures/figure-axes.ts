import { isReplicateAxis, type SweepDefinition, type SweepDetail } from '#api';
import { formatConfigValue, formatLambda, isLogarithmic, isStrength, longNames, shortNames } from '#words';

type Base = SweepDefinition['base'];
type Point = SweepDefinition['axes'][number]['points'][number];

/** A point of an axis as figures place it. */
export interface AxisPoint {
  /** Its index in the definition. */
  readonly index: number;
  /** The number that it stands for; null on an axis of choices. */
  readonly value: number | null;
  readonly label: string;
  /** Which of the axis's ways it belongs to; null if it belongs to all of them, as no penalty at all does. */
  readonly way: string | null;
}

/** An axis of a sweep; figures show axes in this order. */
export interface FigureAxis {
  /** Its index in the definition. */
  readonly index: number;
  readonly paths: readonly string[];
  readonly long: string;
  readonly short: string;
  readonly kind: 'number' | 'choice';
  readonly logarithmic: boolean;
  /** Larger values keep the network simpler: a penalty factor, dropout, decay. */
  readonly strength: boolean;
  /** Ascending in value, if there is one. */
  readonly points: readonly AxisPoint[];
  /** What its points vary in turn: `L1`, then `L2`. Empty if they all vary the same. */
  readonly ways: readonly string[];
}

/** Every axis of a sweep that has more than one point; folds are not an axis, as they are averaged over like seeds. */
export function figureAxes({ definition }: Pick<SweepDetail, 'definition'>): FigureAxis[] {
  return definition.axes
    .flatMap((axis, index) =>
      isReplicateAxis(axis) ? [] : [figureAxis(axis.points, index, definition.base)],
    )
    .filter(({ points }) => points.length > 1);
}

/** The axis that answers "how much": the first strength, otherwise the first of numbers, otherwise the first. */
export function mainAxis(axes: readonly FigureAxis[]): FigureAxis | undefined {
  return axes.find(({ strength }) => strength) ?? axes.find(({ kind }) => kind === 'number') ?? axes[0];
}

function figureAxis(points: readonly Point[], index: number, base: Base): FigureAxis {
  const paths = [...new Set(points.flatMap((point) => Object.keys(point)))];
  const waySets = points.map((point) => activePaths(point));
  const ways = wayNames(waySets, base);
  const values = points.map((point, at) => numberOf(point, waySets[at]!));
  const numeric = values.every((value) => value !== null) && areDistinct(values, waySets);
  const placed = points.map((point, at): AxisPoint => {
    const value = numeric ? values[at]! : null;
    const way = ways.size > 1 ? (ways.get(waySets[at]!.join()) ?? null) : null;
    return { index: at, value, label: value === null ? pointLabel(point, base) : formatLambda(value), way };
  });
  if (numeric) placed.sort((a, b) => a.value! - b.value!);
  return {
    index,
    paths,
    long: longNames(paths, base),
    short: shortNames(paths, base),
    kind: numeric ? 'number' : 'choice',
    logarithmic: numeric && (paths.every(isLogarithmic) || isWide(values as number[])),
    strength: numeric && paths.every(isStrength),
    points: placed,
    ways: ways.size > 1 ? [...ways.values()] : [],
  };
}

/** The active paths of a point: strengths above 0, and everything that is not a strength. */
function activePaths(point: Point): string[] {
  return Object.keys(point)
    .filter((path) => !(isStrength(path) && point[path] === 0))
    .sort();
}

function wayNames(sets: readonly (readonly string[])[], base: Base): Map<string, string> {
  const named = new Map<string, readonly string[]>();
  for (const set of sets) if (set.length > 0) named.set(set.join(), set);
  const short = [...named.values()].map((set) => shortNames(set, base));
  const unique = new Set(short).size === short.length;
  return new Map(
    [...named].map(([key, set], index) => [key, unique ? short[index]! : longNames(set, base)] as const),
  );
}

/** A point's single number: that of its first active path, or 0 if there is none. */
function numberOf(point: Point, active: readonly string[]): number | null {
  const all = Object.values(point);
  if (all.length === 0 || !all.every((value) => typeof value === 'number')) return null;
  const first = active[0];
  return first === undefined ? 0 : (point[first] as number);
}

/** False if two points of one way would share a place. */
function areDistinct(values: readonly (number | null)[], sets: readonly (readonly string[])[]): boolean {
  const keys = values.map((value, index) => `${sets[index]!.join()} ${value}`);
  return new Set(keys).size === keys.length;
}

const wideRatio = 30;

/** Non-negative numbers over so many orders of magnitude that equal ratios should be equal distances. */
function isWide(values: readonly number[]): boolean {
  const positive = values.filter((value) => value > 0);
  if (positive.length < 3 || values.some((value) => value < 0)) return false;
  return Math.max(...positive) / Math.min(...positive) >= wideRatio;
}

function pointLabel(point: Point, base: Base): string {
  const entries = Object.entries(point);
  const texts = entries.map(([path, value]) => ({
    name: shortNames([path], base),
    value: formatConfigValue(value, path),
  }));
  const [first, ...others] = texts;
  // Paths with the same name that move together, like the activations of all layers.
  if (first && others.every(({ name, value }) => name === first.name && value === first.value))
    return first.value;
  return texts.map(({ name, value }) => `${name} ${value}`).join(', ');
}
