import { expect, it } from 'vitest';
import { explanations } from './explanations.ts';

it.each(Object.entries(explanations))('%s is one sentence on each side', (_, { name, means, misleads }) => {
  expect(name).toMatch(/^[A-Z0-9][^.]+$/);
  for (const sentence of [means, misleads]) expect(sentence).toMatch(/^[A-Z](?:[^.!?]|\.(?=\d))+\.$/);
});
