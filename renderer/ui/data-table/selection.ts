/**
 * Which rows are selected, by id, and where the keyboard is, by index. Only the table knows the rows in between, so every function that
 * needs them takes `idAt`.
 */
export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** Row that the keyboard is on; -1 before the first move. */
  readonly cursor: number;
  /** Row from which Shift extends the selection. */
  readonly anchor: number;
}

export type IdAt = (index: number) => string | undefined;

export const emptySelection: Selection = { ids: new Set(), cursor: -1, anchor: -1 };

/** Selects one row and nothing else. */
export function selectOnly(index: number, idAt: IdAt): Selection {
  const id = idAt(index);
  return { ids: new Set(id === undefined ? [] : [id]), cursor: index, anchor: index };
}

/** Adds or removes one row. */
export function toggle(selection: Selection, index: number, idAt: IdAt): Selection {
  const id = idAt(index);
  const ids = new Set(selection.ids);
  if (id !== undefined && !ids.delete(id)) ids.add(id);
  return { ids, cursor: index, anchor: index };
}

/** Selects every row from the anchor to `index`, inclusive, and nothing else. */
export function extend(selection: Selection, index: number, idAt: IdAt): Selection {
  const anchor = selection.anchor < 0 ? index : selection.anchor;
  const ids = new Set<string>();
  for (let row = Math.min(anchor, index); row <= Math.max(anchor, index); row++) {
    const id = idAt(row);
    if (id !== undefined) ids.add(id);
  }
  return { ids, cursor: index, anchor };
}

/** Drops rows that are gone, and keeps the cursor within `rowCount` rows. */
export function keepExisting(selection: Selection, gone: ReadonlySet<string>, rowCount: number): Selection {
  return {
    ids: new Set([...selection.ids].filter((id) => !gone.has(id))),
    cursor: Math.min(selection.cursor, rowCount - 1),
    anchor: Math.min(selection.anchor, rowCount - 1),
  };
}

/** How much of something is selected: all, some or nothing of it. */
export type Ticked = boolean | 'some';

/** Of nothing at all, nothing is. */
export const tickedOf = (count: number, of: number): Ticked => (count === 0 ? false : count >= of || 'some');
