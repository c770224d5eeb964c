import { expect, it } from 'vitest';
import { createKeepAwake } from './keep-awake.ts';

it('holds one blocker while wanted, and none otherwise', () => {
  const happened: string[] = [];
  let last = 6;
  const keepAwake = createKeepAwake({
    start: (type) => (happened.push(`start ${type}`), (last += 1)),
    stop: (id) => (happened.push(`stop ${id}`), true),
  });
  for (const wanted of [false, true, true, false, false, true]) keepAwake.set(wanted);
  expect(happened).toEqual(['start prevent-app-suspension', 'stop 7', 'start prevent-app-suspension']);
});
