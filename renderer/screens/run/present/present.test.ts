import { expect, it } from 'vitest';
import { stepView } from './usePresent.ts';

it('arrow keys go through the chosen views and stop at their ends', () => {
  const views = ['watch', 'curves', 'weights'];
  expect(stepView(views, 'watch', 1)).toBe('curves');
  expect(stepView(views, 'weights', 1)).toBe('weights');
  expect(stepView(views, 'watch', -1)).toBe('watch');
  expect(stepView(views, 'boundary', 1)).toBe('watch');
  expect(stepView([], 'watch', 1)).toBeUndefined();
});
