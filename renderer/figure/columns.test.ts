import { expect, it } from 'vitest';
import { nearestLine } from './columns.ts';
import type { ColumnLine } from './figure.ts';

const lines = ['a', 'b'].map((runId): ColumnLine => ({
  runId,
  places: [],
  tint: { role: 'muted' },
  isFaint: false,
  isBroken: false,
  describe: () => runId,
}));

it('finds the line under the pointer', () => {
  const corners = (line: ColumnLine): [number, number][] =>
    line === lines[0]
      ? [
          [0, 0],
          [100, 100],
        ]
      : [
          [0, 50],
          [100, NaN],
        ];
  expect(nearestLine(lines, corners, 50, 54)).toBe(lines[0]);
  expect(nearestLine(lines, corners, 50, 80)).toBeNull();
});
