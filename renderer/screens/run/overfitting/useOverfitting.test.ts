import { expect, it } from 'vitest';
import { effectScope, nextTick, ref, shallowRef } from 'vue';
import type { RunSummary } from '#api';
import type { RunPoints } from '../../shared/useSeries.ts';
import { useJudgement } from './useOverfitting.ts';

it('judges a long run in training after every hundredth of it, and at its end in full', async () => {
  const pointsOf = (length: number): RunPoints => {
    const epochs = Float64Array.from({ length }, (_, at) => at);
    return new Map([['validationLoss', { epochs, values: epochs.map((epoch) => 1 / (epoch + 1)) }]]);
  };
  const points = shallowRef(pointsOf(1000));
  const status = ref<RunSummary['status']>('running');
  const scope = effectScope();
  const judged = scope.run(() =>
    useJudgement(
      () => ({ status: status.value, epochsDone: 0 }) as RunSummary,
      () => points.value,
    ),
  )!;
  const grow = async (length: number): Promise<number> => {
    points.value = pointsOf(length);
    await nextTick();
    return judged.value.validated.epochs.length;
  };
  expect(await grow(1005)).toBe(1000);
  expect(await grow(1010)).toBe(1010);
  expect(await grow(1011)).toBe(1010);
  status.value = 'completed';
  await nextTick();
  expect(judged.value.validated.epochs.length).toBe(1011);
  expect(await grow(3)).toBe(3);
  scope.stop();
});
