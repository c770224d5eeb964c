/** A column of a table; what its cells show is up to who has the rows. */
export interface DataColumn {
  readonly id: string;
  readonly label: string;
  /** Shown over the head. */
  readonly meaning?: string;
  /** In CSS pixels. */
  readonly width: number;
  /** Its cells stand at the right edge. */
  readonly isNumeric?: boolean;
  /** What a click on the head sorts by; a column without it does not sort. */
  readonly sort?: string;
  /** Stays at the left edge while the others scroll. */
  readonly isPinned?: boolean;
  /** Keeps its place. */
  readonly isFixed?: boolean;
  /** Keeps its width. */
  readonly isRigid?: boolean;
  /** Its head says its label to screen readers alone. */
  readonly hidesLabel?: boolean;
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
