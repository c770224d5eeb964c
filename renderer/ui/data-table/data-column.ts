/** A column of a table; what its cells show is up to who has the rows. */
export interface DataColumn {
  readonly id: string;
  readonly label: string;
  /** Shown over the head. */
  readonly meaning?: string;
  /** Said over columns that stand together and have the same. */
  readonly group?: string;
  /** In CSS pixels, at the usual size of type. */
  readonly width: number;
  /** Takes what the others leave of the view. */
  readonly grows?: boolean;
  /** Its cells stand at the right edge. */
  readonly isNumeric?: boolean;
  /** Room right of its numbers, for what stands beside them, over which the head does not reach; as `width`. */
  readonly beside?: number;
  /** What a click on the head sorts by; a column without it does not sort. */
  readonly sort?: string;
  /** Its cells name their rows. */
  readonly isRowHeader?: boolean;
  /** Stays at the left edge while the others scroll. */
  readonly isPinned?: boolean;
  /** Keeps its place. */
  readonly isFixed?: boolean;
  /** Keeps its width. */
  readonly isRigid?: boolean;
  /** Its head says its label to screen readers alone. */
  readonly hidesLabel?: boolean;
}

/** What a cell has, by which rows are sorted: null, undefined and NaN are what is not there. */
export type CellValue = number | string | null | undefined;

/** A column of a table whose rows are at hand. */
export interface RowColumn<Row> extends Omit<DataColumn, 'width' | 'sort'> {
  /** Without it, as wide as what stands in it. */
  readonly width?: number;
  /** What the cell shows, and what sorts; a column without it does not sort. */
  readonly value?: (row: Row) => CellValue;
  /** Its values are not all known. */
  readonly isUnsorted?: boolean;
  /** How its numbers are written. */
  readonly format?: (value: number | null | undefined) => string;
  /** Characters after the decimal point that the column keeps room for; without it, as many as its numbers have. */
  readonly decimals?: number;
  /** What stands beside its numbers, in the room `beside`. */
  readonly aside?: (row: Row) => string;
  /** What stands there instead of the value. */
  readonly text?: (row: Row) => string;
  /** Shown over the cell. */
  readonly title?: (row: Row) => string | undefined;
}

/** Whether a click on its head sorts. */
export function sorts<Row>({ value, isUnsorted }: RowColumn<Row>): boolean {
  return value !== undefined && isUnsorted !== true;
}

/** A column with its place among those that are shown, 0 the first. */
export interface PlacedColumn<Column extends DataColumn = DataColumn> {
  readonly column: Column;
  readonly index: number;
  readonly width: number;
  /** Where a pinned one sticks, from the left edge; null for one that scrolls. */
  readonly left: number | null;
}

export interface TableSort {
  readonly key: string;
  readonly descending: boolean;
}

/** The order after a click on the head of `key`: ascending unless told otherwise, then the other way. */
export function nextSort(current: TableSort | null, key: string, descendsFirst = false): TableSort {
  if (current?.key !== key) return { key, descending: descendsFirst };
  return { key, descending: !current.descending };
}
