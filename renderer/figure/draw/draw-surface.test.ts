import { expect, it } from 'vitest';
import { levelPart } from './draw-surface.ts';

const triangle = [
  { x: 0, y: 0, share: 0 },
  { x: 4, y: 0, share: 1 },
  { x: 0, y: 4, share: 0 },
];
const corners = (low: number, high: number) => levelPart(triangle, low, high).map(({ x, y }) => [x, y]);

it('cuts a triangle along its levels', () => {
  expect(corners(0.5, 1)).toEqual([[2, 0], [4, 0], [2, 2]]); // oxfmt-ignore
  expect(corners(0.25, 0.5)).toEqual([[1, 0], [2, 0], [2, 2], [1, 3]]); // oxfmt-ignore
  expect(corners(0, 1)).toEqual([[0, 0], [4, 0], [0, 4]]); // oxfmt-ignore
});
