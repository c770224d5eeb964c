import type { ConfigValue } from '../config-diff.ts';
import { settingText } from '../short-number.ts';
import type { SweepAxis } from './sweep-definition.ts';

/** Values at config paths, as in a cell of a grid. */
export type GridPoint = Readonly<Record<string, ConfigValue>>;

const kinds: readonly (readonly [path: RegExp, name: string])[] = [
  [/^layers\.\d+\.(weight|bias)RegularizerL1$/, 'L1'],
  [/^layers\.\d+\.(weight|bias)RegularizerL2$/, 'L2'],
  [/^layers\.\d+\.rate$/, 'dropout'],
  [/^optimizer\.weightDecay$/, 'weight decay'],
];

/** The name of the regularization whose strength is at a path: `L2`, `dropout`; undefined for any other path. */
export function regularizationName(path: string): string | undefined {
  return kinds.find(([pattern]) => pattern.test(path))?.[1];
}

/** The swept paths that hold a regularization strength, where 0 means none: lambdas, dropout rates, weight decay. */
export function regularizationPaths(axes: readonly SweepAxis[]): string[] {
  const paths = axes.flatMap(({ points }) => points.flatMap((point) => Object.keys(point)));
  return [...new Set(paths)].filter((path) => regularizationName(path) !== undefined);
}

/** The cell's counterpart without regularization: every swept strength at 0, everything else unchanged. */
export function withoutRegularization(axes: readonly SweepAxis[], grid: GridPoint): GridPoint {
  return { ...grid, ...Object.fromEntries(regularizationPaths(axes).map((path) => [path, 0])) };
}

/** True if some swept strength is above 0. */
export function isRegularized(grid: GridPoint): boolean {
  return Object.entries(grid).some(([path, value]) => regularizationName(path) !== undefined && value !== 0);
}

/**
 * A cell as people name it: `L2 = 1e-3`, or `L2 = 0, dataset.samplesPerClass = 50`. Paths of one kind are combined. Numbers have all their
 * digits unless `write` rounds them.
 */
export function gridPointName(grid: GridPoint, write: (value: number) => string = exactText): string {
  const values = new Map<string, Set<string>>();
  for (const [path, value] of Object.entries(grid)) {
    const name = regularizationName(path) ?? path;
    values.set(
      name,
      (values.get(name) ?? new Set()).add(typeof value === 'number' ? write(value) : String(value)),
    );
  }
  return [...values].map(([name, of]) => `${name} = ${[...of].join(' and ')}`).join(', ');
}

/** The same for sentences and pictures: numbers in at most four digits. */
export const shortPointName = (grid: GridPoint): string => gridPointName(grid, settingText);

function exactText(value: number): string {
  return value !== 0 && Math.abs(value) < 0.01 ? value.toExponential() : String(value);
}
