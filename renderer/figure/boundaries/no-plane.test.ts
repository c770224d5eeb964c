import { expect, it } from 'vitest';
import { whyNoPlane } from './no-plane.ts';

it('says what is missing, why, and where to look instead', () => {
  const words = { shows: 'classes', instead: 'See Weights.' };
  expect(whyNoPlane(2, words)).toBeNull();
  expect(whyNoPlane(1, words)).toContain('These data have 1 feature, so');
  expect(whyNoPlane(1500, words)).toBe(
    'This picture shows classes in the plane of two features. These data have 1,500 features, so there is no such plane. See Weights.',
  );
});
