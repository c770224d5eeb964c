import { expect, it } from 'vitest';
import { shallowRef } from 'vue';
import { mountComposable, settle } from '../../data/composable-fixture.ts';
import { toasts } from '../../data/toasts.ts';
import { dropMissing } from './drop-missing.ts';

it('leaves out what no longer exists, and says so once', async () => {
  const names = shallowRef<ReadonlySet<string> | null>(new Set(['a', 'b', 'c']));
  const known = shallowRef<ReadonlySet<string> | null>(null);
  mountComposable(() => dropMissing(names, () => known.value));
  await settle();
  expect(names.value?.size).toBe(3);
  known.value = new Set(['b', 'x']);
  await settle();
  expect([...names.value!]).toEqual(['b']);
  known.value = new Set();
  await settle();
  expect([...names.value!]).toEqual(['b']);
  expect(toasts.map(({ text }) => text)).toEqual(['2 runs named in the address are no longer here.']);
});
