import { afterEach, expect, it, vi } from 'vitest';
import { nextTick, ref } from 'vue';
import type { Activity, HostInfo } from '#api';
import { mountComposable, settle } from '../../data/composable-fixture.ts';
import { toasts } from '../../data/toasts.ts';
import { useCompaction } from './useCompaction.ts';

afterEach(() => void toasts.splice(0));

const MiB = 1024 * 1024;
const idle = { liveRuns: 0, deleting: null, live: [] } as unknown as Activity;

function mount(freeBytes: number, compactDatabase: () => unknown = () => undefined) {
  const info = ref({ databaseBytes: 402 * MiB, databaseFreeBytes: freeBytes } as HostInfo);
  const changed = vi.fn();
  const mounted = mountComposable(() => useCompaction(() => info.value, changed), {
    getActivity: () => Promise.resolve(idle),
    compactDatabase,
  });
  return { ...mounted, ...mounted.result, changed };
}

it('says what it would free, and what it freed', async () => {
  const { hint, isWorthwhile, isCompacting, compact, changed } = mount(118 * MiB, () =>
    Promise.resolve({ freedBytes: 120 * MiB, sizeBytes: 282 * MiB }),
  );
  expect(isWorthwhile.value).toBe(true);
  expect(hint.value).toBe(
    '118 MiB of 402 MiB are free inside the file. Compacting returns them to the disk; saving waits until it has finished.',
  );
  const compacting = compact();
  expect(isCompacting.value).toBe(true);
  await compacting;
  expect(isCompacting.value).toBe(false);
  expect(toasts.map(({ text }) => text)).toEqual(['Freed 120 MiB: the database now takes 282 MiB.']);
  expect(changed).toHaveBeenCalledTimes(1);
});

it('shows why it is refused', async () => {
  const { compact } = mount(118 * MiB, () => Promise.reject(new Error('1 run is training or waiting')));
  await compact();
  expect(toasts.map(({ kind, text }) => [kind, text])).toEqual([['error', '1 run is training or waiting.']]);
});

it('is not offered if next to nothing is free, nor while runs are being deleted', async () => {
  expect(mount(MiB - 1).isWorthwhile.value).toBe(false);
  expect(mount(MiB - 1).hint.value).toBeUndefined();
  const { hint, isWorthwhile, changed, emit } = mount(118 * MiB);
  await settle();
  emit({ kind: 'activityChanged', activity: { ...idle, deleting: { runs: 1, epochs: 7 } } });
  await nextTick();
  expect([isWorthwhile.value, hint.value]).toEqual([
    false,
    'Freeing the space of 1 deleted run: 7 epochs left.',
  ]);
  emit({ kind: 'activityChanged', activity: idle });
  await nextTick();
  expect(isWorthwhile.value).toBe(true);
  expect(changed).toHaveBeenCalledTimes(1);
});
