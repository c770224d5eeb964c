/**
 * The row to which a key moves the cursor, or null if the key does not move it. `page` is the number of rows in view; -1 is before the
 * first.
 */
export function rowAfterKey(key: string, cursor: number, rowCount: number, page: number): number | null {
  if (rowCount === 0) return null;
  const last = rowCount - 1;
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: cursor + 1,
    ArrowUp: cursor < 0 ? last : cursor - 1,
    PageDown: cursor + page,
    PageUp: cursor - page,
    Home: 0,
    End: last,
  };
  const target = Object.hasOwn(steps, key) ? steps[key] : undefined;
  return target === undefined ? null : Math.max(0, Math.min(last, target));
}
