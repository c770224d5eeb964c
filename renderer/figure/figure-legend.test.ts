import { expect, it } from 'vitest';
import { roomyTicks } from './figure-legend.ts';

const ticks = (...labels: string[]) =>
  labels.map((label, index) => ({ label, share: index / (labels.length - 1) }));
const labels = (...given: string[]): string[] => roomyTicks(ticks(...given), 140).map(({ label }) => label);

it('labels both ends of a scale, and whatever fits between them', () => {
  expect(labels('0', '1e-4', '0.1')).toEqual(['0', '1e-4', '0.1']);
  expect(labels('0', 'L1 1e-5', 'L2 1e-5', 'L1 1e-3', 'L2 0.01')).toEqual(['0', 'L1 1e-5', 'L2 0.01']);
  expect(labels('a text that is long', 'another that is long')).toEqual([
    'a text that is long',
    'another that is long',
  ]);
  expect(labels()).toEqual([]);
});
