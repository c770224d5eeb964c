/** A column of a table; what its cells show is up to whoever has the rows. */
export interface DataColumn {
  readonly id: string;
  readonly label: string;
  /** Shown when the head is hovered. */
  readonly meaning?: string;
  /** Heading over adjacent columns that share it. */
  readonly group?: string;
  /** In CSS pixels, at the default text size. */
  readonly width: number;
  /** Takes up the remaining width of the view. */
  readonly grows?: boolean;
  /** Its cells are right-aligned. */
  readonly isNumeric?: boolean;
  /** Room to the right of its numbers for what is shown beside them; the head does not extend over it. In the units of `width`. */
  readonly beside?: number;
  /** What a click on the head sorts by; a column without it cannot be sorted. */
  readonly sort?: string;
  /** Its cells name their rows. */
  readonly isRowHeader?: boolean;
  /** Stays at the left edge while the others scroll. */
  readonly isPinned?: boolean;
  /** Cannot be moved. */
  readonly isFixed?: boolean;
  /** Cannot be resized. */
  readonly isRigid?: boolean;
  /** Its head has its label for screen readers only. */
  readonly hidesLabel?: boolean;
}

/** The value of a cell, for sorting: null, undefined and NaN count as missing. */
export type CellValue = number | string | null | undefined;

/** A column of a table whose rows are all loaded. */
export interface RowColumn<Row> extends Omit<DataColumn, 'width' | 'sort'> {
  /** By default as wide as its contents. */
  readonly width?: number;
  /** What the cell shows and what sorts; a column without it cannot be sorted. */
  readonly value?: (row: Row) => CellValue;
  /** Not all of its values are known. */
  readonly isUnsorted?: boolean;
  /** The format of its numbers. */
  readonly format?: (value: number | null | undefined) => string;
  /** Digits after the decimal point that the column keeps room for; by default as many as its numbers have. */
  readonly decimals?: number;
  /** What is shown beside its numbers, in the room `beside`. */
  readonly aside?: (row: Row) => string;
  /** Text shown instead of the value. */
  readonly text?: (row: Row) => string;
  /** The cell's tooltip. */
  readonly title?: (row: Row) => string | undefined;
}

/** Whether a click on its head sorts. */
export function sorts<Row>({ value, isUnsorted }: RowColumn<Row>): boolean {
  return value !== undefined && isUnsorted !== true;
}

/** A column with its index among those shown. */
export interface PlacedColumn<Column extends DataColumn = DataColumn> {
  readonly column: Column;
  readonly index: number;
  readonly width: number;
  /** Where a pinned column sticks, from the left edge; null for one that scrolls. */
  readonly left: number | null;
}

export interface TableSort {
  readonly key: string;
  readonly descending: boolean;
}

/** The order after a click on the head of `key`: ascending unless specified otherwise, then the other way. */
export function nextSort(current: TableSort | null, key: string, descendsFirst = false): TableSort {
  if (current?.key !== key) return { key, descending: descendsFirst };
  return { key, descending: !current.descending };
}
