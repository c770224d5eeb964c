import { expect, it } from 'vitest';
import { isDark, viridis, viridisColor, viridisLine } from './viridis.ts';

it('runs from dark violet to yellow', () => {
  expect([0, 1, 7].map(viridisColor)).toEqual(['#440154', '#fde725', '#fde725']);
  // The middle of matplotlib's own scale.
  viridis(0.5).forEach((channel, index) =>
    expect(Math.abs(channel - [33, 145, 140][index]!)).toBeLessThanOrEqual(2),
  );
});

it('keeps lines distinct from the page they are drawn on', () => {
  expect(viridisLine(1, '#ffffff')).toBe(viridisColor(0.85));
  expect(viridisLine(0, '#17181b')).toBe(viridisColor(0.4));
  expect([isDark('#17181b'), isDark('#ffffff')]).toEqual([true, false]);
});
