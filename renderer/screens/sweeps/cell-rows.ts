import {
  getConfigPath,
  oneStandardErrorPick,
  summarizeCells,
  withinOneStandardError,
  type CellSummary,
  type ConfigValue,
  type JudgedAt,
  type SeededCell,
  type SweepDetail,
  type SweepRunSummary,
} from '#api';
import { formatConfigValue } from '../../words/config-value.ts';
import { isStrength, longNames, shortNames, squaredBy } from '../../words/path-words.ts';

/** What cells differ in: a path, or several that always have the same value. */
export interface GridColumn {
  readonly paths: readonly string[];
  /** `L2` */
  readonly label: string;
  /** `L2 on weights and biases of dense 1` */
  readonly title: string;
  /** What its values square and sum, of an L2 factor: `weights of dense 1`. */
  readonly squares: string | null;
}

/** One cell of a sweep as the table shows it. */
export interface CellRow extends SeededCell {
  readonly cell: number;
  /** One for each grid column. */
  readonly values: readonly ConfigValue[];
  readonly summary: CellSummary;
  readonly members: readonly SweepRunSummary[];
  /** Lowest mean validation loss of all cells that can be compared, over the seeds that they have in common. */
  readonly isBest: boolean;
  /** The largest strength within one standard error of the best; only where one strength is all that varies. */
  readonly isPick: boolean;
  /** Within one standard error of the best, itself included. */
  readonly isWithin: boolean;
}

/** The columns of a sweep's grid, in the order of its axes. */
export function gridColumns({ axes, base }: SweepDetail['definition']): GridColumn[] {
  const groups = axes.flatMap(({ points }) => {
    const byValues = new Map<string, string[]>();
    for (const path of new Set(points.flatMap((point) => Object.keys(point)))) {
      const values = JSON.stringify(points.map((point) => point[path]));
      byValues.set(values, [...(byValues.get(values) ?? []), path]);
    }
    return [...byValues.values()];
  });
  const labels = groups.map((paths) => shortNames(paths, base));
  return groups.map((paths, index) => {
    const title = longNames(paths, base);
    const isUnique = labels.filter((label) => label === labels[index]).length === 1;
    const label = isUnique ? labels[index]! : title;
    return { paths, label, title, squares: squaredBy(paths, base) };
  });
}

/** The rows of a sweep judged at one epoch, cells in their order. */
export function cellRows(sweep: SweepDetail, columns: readonly GridColumn[], at: JudgedAt): CellRow[] {
  const { grid, members, definition } = sweep;
  const summaries = summarizeCells(grid.length, members, at);
  const byCell = grid.map((): SweepRunSummary[] => []);
  for (const member of members) byCell[member.cell]!.push(member);
  const rows = grid.map((cell, index) => ({
    cell: index,
    values: columns.map(({ paths: [path = ''] }) => valueAt(cell.grid, definition.base, path)),
    summary: summaries[index]!,
    losses: summaries[index]!.losses,
    resplit: summaries[index]!.resplit,
    members: byCell[index]!,
  }));
  // One cell alone stands nowhere, and one run has no standard error.
  const standing = rows.length > 1 ? withinOneStandardError(rows) : null;
  const isJudged = standing !== null && standing.summary.n > 1;
  const pick = isJudged ? pickOf(rows, columns) : null;
  return rows.map((row) => ({
    ...row,
    isBest: row === standing?.best,
    isPick: row === pick,
    isWithin: standing?.within.includes(row) ?? false,
  }));
}

/** What sets a cell apart: `L2 = 1e-3, samples = 200`. */
export function cellName({ values }: Pick<CellRow, 'values'>, columns: readonly GridColumn[]): string {
  return columns
    .map(({ label, paths }, index) => `${label} = ${formatConfigValue(values[index]!, paths[0])}`)
    .join(', ');
}

/** True where one strength of regularization is all that varies: then "more" has a meaning. */
export function variesOneStrength(columns: readonly GridColumn[]): boolean {
  return columns.length === 1 && columns[0]!.paths.every(isStrength);
}

function pickOf<Row extends Pick<CellRow, 'values' | keyof SeededCell>>(
  rows: readonly Row[],
  columns: readonly GridColumn[],
): Row | null {
  if (!variesOneStrength(columns)) return null;
  const lambdas = rows.map((row) => ({ ...row, row, lambda: Number(row.values[0]) }));
  const ascending = lambdas.toSorted((a, b) => a.lambda - b.lambda);
  return oneStandardErrorPick(ascending)?.pick.row ?? null;
}

/** A point of a mixed axis may leave a path to the base. */
function valueAt(grid: Readonly<Record<string, ConfigValue>>, base: object, path: string): ConfigValue {
  return path in grid ? grid[path]! : (getConfigPath(base, path) as ConfigValue);
}
