import { expect, test } from 'vitest';
import { createCheckpointCadence } from './checkpoint-cadence.ts';

test('a checkpoint is due after 3 seconds, a large one after a second per 2 MiB', () => {
  let now = 0;
  const cadence = createCheckpointCadence(() => now);
  const dueAfter = (): number => {
    const from = now;
    while (!cadence.isDue) now += 100;
    return now - from;
  };
  expect(dueAfter()).toBe(3000);
  cadence.sent(1000);
  expect(dueAfter()).toBe(3000);
  cadence.sent(20 * 1024 ** 2);
  expect(dueAfter()).toBe(10_000);
});
