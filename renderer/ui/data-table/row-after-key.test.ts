import { describe, expect, it } from 'vitest';
import { rowAfterKey } from './row-after-key.ts';

describe('rowAfterKey', () => {
  it('moves by one, by a page, and to the ends, without leaving the table', () => {
    expect(rowAfterKey('ArrowDown', -1, 100, 20)).toBe(0);
    expect(rowAfterKey('ArrowDown', 99, 100, 20)).toBe(99);
    expect(rowAfterKey('ArrowUp', 0, 100, 20)).toBe(0);
    expect(rowAfterKey('ArrowUp', -1, 100, 20)).toBe(99);
    expect(rowAfterKey('PageDown', 5, 100, 20)).toBe(25);
    expect(rowAfterKey('PageUp', 5, 100, 20)).toBe(0);
    expect(rowAfterKey('End', 5, 100, 20)).toBe(99);
    expect(rowAfterKey('Home', 5, 100, 20)).toBe(0);
  });

  it('ignores other keys and an empty table', () => {
    expect(rowAfterKey('x', 5, 100, 20)).toBeNull();
    expect(rowAfterKey('ArrowDown', -1, 0, 20)).toBeNull();
  });
});
