import { describe, expect, it } from 'vitest';
import { tileAfterKey, tileAt, tileCorner, tileLayout } from './tile-layout.ts';

describe('tiles', () => {
  it.each([
    [1, 500, 600],
    [3, 500, 600],
    [64, 330, 300],
    [64, 1200, 200],
    [7, 90, 700],
  ])('%d of them lie within %d x %d px, none on another', (count, width, height) => {
    const layout = tileLayout(count, width, height, 14);
    const corners = Array.from({ length: count }, (_, index) => tileCorner(layout, index));
    expect(layout.side).toBeGreaterThan(10);
    for (const { x, y } of corners) {
      expect(x >= 0 && x + layout.side <= width && y >= 0 && y + layout.side + 14 <= height).toBe(true);
    }
    corners.forEach((corner, at) => {
      const others = corners.slice(at + 1);
      const apart = others.every(
        ({ x, y }) => Math.abs(x - corner.x) > layout.side || Math.abs(y - corner.y) >= layout.side + 14,
      );
      expect(apart).toBe(true);
    });
  });

  it('are as large as they can be: no other number of columns has larger ones', () => {
    // 500 x 600 px in 2 columns and rows: (500 - 6) / 2 = 247, of which 240 are enough.
    expect(tileLayout(4, 500, 600, 14)).toMatchObject({ columns: 2, side: 240 });
    // 8 rows of 600 / 8 - 14 - 6 = 55 px, 9 columns of 51, 7 of 40 (10 rows).
    expect(tileLayout(64, 500, 600, 14)).toMatchObject({ columns: 8, side: 55 });
    expect(tileLayout(64, 0, 0, 14).side).toBe(0);
  });

  const layout = tileLayout(7, 300, 300, 14);

  it('are found by a point on them or their name, and by none beside them', () => {
    for (let index = 0; index < 7; index++) {
      const { x, y } = tileCorner(layout, index);
      expect(tileAt(layout, 7, x + 1, y + 1)).toBe(index);
      expect(tileAt(layout, 7, x + layout.side - 1, y + layout.side + 13)).toBe(index);
    }
    expect(layout.columns).toBe(3);
    expect(tileAt(layout, 7, tileCorner(layout, 8).x, tileCorner(layout, 8).y)).toBeNull();
    expect(tileAt(layout, 7, -20, 10)).toBeNull();
  });

  it('are walked by arrow keys, and stay at the edge', () => {
    const walk = (from: number | null, ...keys: string[]) =>
      keys.reduce((at, key) => tileAfterKey(layout, 7, at, key), from);
    expect(walk(null, 'ArrowDown')).toBe(0);
    expect(walk(0, 'ArrowRight', 'ArrowDown', 'ArrowDown')).toBe(4); // below 4 is no tile
    expect(walk(4, 'ArrowUp', 'ArrowUp', 'ArrowLeft', 'ArrowLeft')).toBe(0);
    expect([walk(2, 'End'), walk(2, 'Home'), walk(null, 'End')]).toEqual([6, 0, 6]);
    expect(tileAfterKey(layout, 7, 3, 'a')).toBeNull();
  });
});
