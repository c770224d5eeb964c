import { getConfigPath, isReplicateAxis, type ConfigValue, type SweepDetail } from '#api';
import { formatConfigValue } from './config-value.ts';
import { longNames, shortNames, squaredBy } from './path-words.ts';

type GridDefinition = Pick<SweepDetail['definition'], 'axes' | 'base'>;
export type GridPoint = SweepDetail['grid'][number]['grid'];

/** What cells differ in: a path, or several that always have the same value. */
export interface GridColumn {
  readonly paths: readonly string[];
  /** `L2` */
  readonly label: string;
  /** `L2 on weights and biases of dense 1` */
  readonly title: string;
  /** For an L2 factor, what its values square and sum: `weights of dense 1`. */
  readonly squares: string | null;
}

/** The columns of a sweep's grid, in axis order; over folds and repeats its cells are means, as over seeds. */
export function gridColumns({ axes, base }: GridDefinition): GridColumn[] {
  const groups = axes
    .filter((axis) => !isReplicateAxis(axis))
    .flatMap(({ points }) => {
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

/** The value of a point in each column. */
export function pointValues(point: GridPoint, columns: readonly GridColumn[], base: object): ConfigValue[] {
  return columns.map(({ paths: [path = ''] }) => valueAt(point, base, path));
}

/** What distinguishes a cell: `L2 = 1e-3, samples = 200`. */
export function cellName(
  { values }: { readonly values: readonly ConfigValue[] },
  columns: readonly GridColumn[],
): string {
  return columns
    .map(({ label, paths }, index) => `${label} = ${formatConfigValue(values[index]!, paths[0])}`)
    .join(', ');
}

/** The same for a point of a grid. */
export function pointName(point: GridPoint, definition: GridDefinition): string {
  const columns = gridColumns(definition);
  return cellName({ values: pointValues(point, columns, definition.base) }, columns);
}

/** A point of a mixed axis may leave a path to the base. */
function valueAt(point: GridPoint, base: object, path: string): ConfigValue {
  return path in point ? point[path]! : (getConfigPath(base, path) as ConfigValue);
}
