import { expect, it } from 'vitest';
import { reactive, shallowRef } from 'vue';
import type { CommandInput, DatasetPreview, TableDetail } from '#api';
import { answeredLater, mountComposable, settle } from '../../data/composable-fixture.ts';
import { generatedDefaults } from './generated-kinds.ts';
import { useGeneratedPreview } from './useGenerated.ts';
import { useTableDetail } from './useTableDetail.ts';

it('the details of a table are read again when the runs that use it change, and stay until then', async () => {
  const table = shallowRef({ digest: 'a', runs: 0 });
  const getTable = answeredLater<{ digest: string }, TableDetail>();
  const { result } = mountComposable(() => useTableDetail(() => table.value), { getTable });
  await getTable.asked[0]!.answer('a' as never);
  table.value = { digest: 'a', runs: 1 };
  await settle();
  expect([result.value.value, getTable.asked.length]).toEqual(['a', 2]);
  table.value = { digest: 'b', runs: 0 };
  await settle();
  expect(result.value.value).toBeNull();
  await getTable.asked[1]!.fail('late');
  await getTable.asked[2]!.answer('b' as never);
  expect([result.value.value, result.error.value]).toEqual(['b', null]);
});

it('samples follow a slider: one question at a time, each answer shown, and the last question asked', async () => {
  const dataset = reactive({ ...generatedDefaults('moons') }) as { noise: number };
  const previewDataset = answeredLater<CommandInput<'previewDataset'>, DatasetPreview>();
  const { result } = mountComposable(
    () => useGeneratedPreview(() => ({ dataset: dataset as never, seed: 0, validationPerClass: 10 })),
    { previewDataset },
  );
  for (const noise of [0.1, 0.2, 0.3]) {
    dataset.noise = noise;
    await settle();
  }
  expect(previewDataset.asked).toHaveLength(1);
  await previewDataset.asked[0]!.answer('at first' as never);
  expect(result.preview.value).toBe('at first');
  expect(previewDataset.asked.map(({ input }) => (input.dataset as { noise: number }).noise).at(-1)).toBe(
    0.3,
  );
  await previewDataset.asked[1]!.fail('refused');
  expect([result.preview.value, result.failure.value, previewDataset.asked.length]).toEqual([
    'at first',
    'refused',
    2,
  ]);
});
