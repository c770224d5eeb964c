import { describe, expect, it } from 'vitest';
import { emptySelection, extend, keepExisting, selectOnly, toggle } from './selection.ts';

const ids = ['a', 'b', 'c', 'd', 'e'];
const idAt = (index: number): string | undefined => ids[index];
const chosen = (selection: { ids: ReadonlySet<string> }): string => [...selection.ids].join('');

describe('selection', () => {
  it('selects one row and makes it the anchor', () => {
    expect(selectOnly(2, idAt)).toEqual({ ids: new Set(['c']), cursor: 2, anchor: 2 });
  });

  it('toggles rows one by one', () => {
    const two = toggle(selectOnly(0, idAt), 3, idAt);
    expect(chosen(two)).toBe('ad');
    expect(chosen(toggle(two, 0, idAt))).toBe('d');
  });

  it('extends from the anchor in both directions and shrinks again', () => {
    const down = extend(selectOnly(1, idAt), 3, idAt);
    expect(chosen(down)).toBe('bcd');
    expect(chosen(extend(down, 2, idAt))).toBe('bc');
    const up = extend(down, 0, idAt);
    expect(chosen(up)).toBe('ab');
    expect(up.anchor).toBe(1);
  });

  it('extends from nothing to the row itself', () => {
    expect(chosen(extend(emptySelection, 2, idAt))).toBe('c');
  });

  it('skips rows that are not loaded', () => {
    const sparse = (index: number): string | undefined => (index === 2 ? undefined : ids[index]);
    expect(chosen(extend(selectOnly(1, sparse), 3, sparse))).toBe('bd');
  });

  it('forgets rows that are gone and keeps the cursor in range', () => {
    const kept = keepExisting(extend(selectOnly(2, idAt), 4, idAt), new Set(['d', 'e']), 3);
    expect(kept).toEqual({ ids: new Set(['c']), cursor: 2, anchor: 2 });
  });
});
