import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ref, shallowRef } from 'vue';
import { mountComposable, settle } from '../../data/composable-fixture.ts';
import type { UnitMaps, UnitMapsRequest } from './unit-maps.ts';
import { useUnitMaps } from './useUnitMaps.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const wishOf = (dense: number) => ({ request: { dense } as UnitMapsRequest });

function mountMaps() {
  const asked: { name: string; answer: () => Promise<void>; fail: (error: Error) => Promise<void> }[] = [];
  const closed: string[] = [];
  const wish = shallowRef<ReturnType<typeof wishOf> | null>(wishOf(0));
  const isMoving = ref(false);
  const { result, unmount } = mountComposable(() =>
    useUnitMaps(
      { wish: () => wish.value, isMoving: () => isMoving.value },
      {
        call: ({ request, detail }) => {
          const name = `${request.dense} ${detail}`;
          const { promise, resolve, reject } = Promise.withResolvers<UnitMaps>();
          const picture = { close: () => void closed.push(name) };
          asked.push({
            name,
            answer: () => (resolve({ picture } as never), settle()),
            fail: (error) => (reject(error), settle()),
          });
          return promise;
        },
        end: () => void closed.push('worker'),
      },
    ),
  );
  const names = () => asked.map(({ name }) => name);
  const rest = async () => (await vi.advanceTimersByTimeAsync(1000), settle());
  return { asked, names, closed, wish, isMoving, result, unmount, rest };
}

it('makes a coarse picture at once, and a fine one when the wish stays', async () => {
  const { asked, names, closed, result, rest, unmount } = mountMaps();
  await asked[0]!.answer();
  expect([names(), result.made.value?.isFine]).toEqual([['0 moving'], false]);
  await rest();
  expect(names()).toEqual(['0 moving', '0 resting']);
  await asked[1]!.answer();
  await rest();
  expect([names().length, result.made.value?.isFine, closed]).toEqual([2, true, ['0 moving']]);
  unmount();
  expect(closed).toEqual(['0 moving', 'worker', '0 resting']);
});

it('leaves out wishes that were replaced, and makes nothing fine while it moves', async () => {
  const { asked, names, wish, isMoving, result, rest } = mountMaps();
  isMoving.value = true;
  wish.value = wishOf(1);
  wish.value = wishOf(2);
  await settle();
  await asked[0]!.answer(); // of 0: shown until there is another
  expect([names(), result.made.value?.wish.request.dense]).toEqual([['0 moving', '2 moving'], 0]);
  await asked[1]!.answer();
  await rest();
  expect(names()).toEqual(['0 moving', '2 moving']);
  isMoving.value = false;
  await rest();
  expect(names()).toEqual(['0 moving', '2 moving', '2 resting']);
});

it('tells of an error, and tries again with the next wish', async () => {
  const { asked, wish, result } = mountMaps();
  await asked[0]!.fail(new Error('lost'));
  expect(result.error.value?.message).toBe('lost');
  wish.value = wishOf(1);
  await settle();
  await asked[1]!.answer();
  expect([result.error.value, result.made.value?.wish.request.dense]).toEqual([null, 1]);
});
