import { expect, it } from 'vitest';
import { shallowRef } from 'vue';
import { steadyList } from './steady-list.ts';

it('stays the previous list while its items are the same, in the same order', () => {
  const [a, b] = [{}, {}];
  const given = shallowRef([a, b]);
  const list = steadyList(() => given.value);
  const first = list.value;
  given.value = [a, b];
  expect(list.value).toBe(first);
  given.value = [b, a];
  expect(list.value).toEqual([b, a]);
  expect(list.value).toBe(given.value);
  given.value = [b];
  expect(list.value).toBe(given.value);
});
