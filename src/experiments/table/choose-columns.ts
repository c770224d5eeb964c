import { quote, TableError } from './table-error.ts';

/** Which columns of a file make up the table, by name. */
export interface ColumnChoice {
  /** The column of classes; by default the last one. */
  readonly label?: string | undefined;
  /** The columns that become features; by default all but the label. */
  readonly features?: readonly string[] | undefined;
  /** Columns that are neither. */
  readonly leaveOut?: readonly string[] | undefined;
}

/** Column positions in the file. */
export interface ChosenColumns {
  readonly label: number;
  readonly features: readonly number[];
}

/** Positions of the chosen columns. Throws TableError if names are not unique or do not exist. */
export function chooseColumns(columns: readonly string[], choice: ColumnChoice): ChosenColumns {
  columns.forEach((name, position) => {
    const first = columns.indexOf(name);
    if (first === position) return;
    throw new TableError(
      `two columns are called ${quote(name)}, the ${ordinal(first)} and the ${ordinal(position)}: give them different names`,
    );
  });
  const find = (name: string): number => {
    const position = columns.indexOf(name);
    if (position !== -1) return position;
    const shown = columns.slice(0, 10).map(quote).join(', ');
    throw new TableError(
      `there is no column ${quote(name)}; allowed: ${shown}${columns.length > 10 ? `, ... (${columns.length} in all)` : ''}`,
    );
  };
  const label = choice.label === undefined ? columns.length - 1 : find(choice.label);
  const leftOut = choice.leaveOut?.map(find) ?? [];
  const contradiction = leftOut.find(
    (column, index) =>
      column === label || leftOut.indexOf(column) !== index || choice.features?.includes(columns[column]!),
  );
  if (contradiction !== undefined) {
    const role =
      contradiction === label
        ? 'both the label and left out'
        : choice.features?.includes(columns[contradiction]!)
          ? 'both a feature and left out'
          : 'left out twice';
    throw new TableError(`column ${quote(columns[contradiction]!)} cannot be ${role}`);
  }
  const features =
    choice.features?.map(find) ??
    [...columns.keys()].filter((column) => column !== label && !leftOut.includes(column));
  if (features.length === 0) throw new TableError('got no feature columns; allowed: at least one');
  if (features.includes(label)) {
    throw new TableError(`column ${quote(columns[label]!)} cannot be both the label and a feature`);
  }
  features.forEach((feature, index) => {
    if (features.indexOf(feature) === index) return;
    throw new TableError(`feature ${quote(columns[feature]!)} is chosen twice`);
  });
  return { label, features };
}

function ordinal(position: number): string {
  const number = position + 1;
  const teen = Math.floor(number / 10) % 10 === 1;
  return `${number}${(!teen && ['th', 'st', 'nd', 'rd'][number % 10]) || 'th'}`;
}
