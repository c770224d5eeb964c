import { expect, describe, it } from 'vitest';
import { ref, shallowRef } from 'vue';
import type { Confusion, DatasetPreview, RunSnapshots, RunSummary } from '#api';
import { answeredLater, mountComposable, settle } from '../../../data/composable-fixture.ts';
import { useConfusion } from './useConfusion.ts';
import { useRunSamples } from './useRunSamples.ts';
import { useSnapshots } from './useSnapshots.ts';

const runOf = (id: string, change: Partial<RunSummary> = {}): RunSummary =>
  ({ id, status: 'completed', epochsDone: 9, config: { dataset: { kind: id } }, ...change }) as never;

describe('the confusion of a run', () => {
  it('is for the set and the end asked for now, and absent during training', async () => {
    const run = shallowRef(runOf('a', { status: 'running' }));
    const set = ref<'validation' | 'test'>('validation');
    const readConfusion = answeredLater<{ id: string; set: string }, Confusion>();
    const { result } = mountComposable(
      () =>
        useConfusion(
          () => run.value,
          () => set.value,
        ),
      { readConfusion },
    );
    expect(readConfusion.asked).toEqual([]);
    run.value = runOf('a');
    await settle();
    set.value = 'test';
    await settle();
    await readConfusion.asked[1]!.answer({ set: 'test' } as never);
    await readConfusion.asked[0]!.fail('late');
    expect([result.value.value, result.error.value]).toEqual([{ set: 'test' }, null]);
    run.value = runOf('a', { epochsDone: 20 });
    await settle();
    expect([result.value.value, readConfusion.asked.length]).toEqual([null, 3]);
  });
});

describe('the samples of a run', () => {
  it('are read once needed, and stay for that run', async () => {
    const run = shallowRef(runOf('a'));
    const needed = ref(false);
    const previewDataset = answeredLater<{ dataset: unknown }, DatasetPreview>();
    const { result } = mountComposable(
      () =>
        useRunSamples(
          () => run.value,
          () => needed.value,
        ),
      { previewDataset },
    );
    expect(previewDataset.asked).toEqual([]);
    needed.value = true;
    await settle();
    await previewDataset.asked[0]!.answer('of a' as never);
    needed.value = false;
    run.value = runOf('a', { epochsDone: 10 });
    await settle();
    expect(result.value.value).toBe('of a');
    needed.value = true;
    run.value = runOf('b');
    await settle();
    expect(result.value.value).toBeNull();
    expect(previewDataset.asked[1]!.input.dataset).toEqual({ kind: 'b' });
  });
});

describe('the snapshots of a run', () => {
  it('are read as they come, only the missing ones', async () => {
    const [id, epochs, needed] = [ref('a'), ref([0, 10]), ref(true)];
    const readSnapshots = answeredLater<{ ids: string[]; at: number[] }, { runs: RunSnapshots[] }>();
    const { result } = mountComposable(
      () =>
        useSnapshots(
          () => id.value,
          () => epochs.value,
          () => needed.value,
        ),
      { readSnapshots },
    );
    const answer = (at: number): Promise<void> => {
      const { ids, at: asked } = readSnapshots.asked[at]!.input;
      const snapshots = asked.map((epoch) => ({ epoch }));
      return readSnapshots.asked[at]!.answer({ runs: [{ id: ids[0]!, snapshots } as never] });
    };
    const shown = (): number[] => result.snapshots.value.map(({ epoch }) => epoch);
    await answer(0);
    epochs.value = [0, 10, 20];
    await settle();
    expect(readSnapshots.asked[1]!.input.at).toEqual([20]);
    epochs.value = [0, 10, 20, 30]; // while 20 is being read
    await settle();
    await answer(1);
    await answer(2);
    expect([readSnapshots.asked[2]!.input.at, shown()]).toEqual([[30], [0, 10, 20, 30]]);

    epochs.value = [0, 40]; // it continued past its end, and kept others
    await settle();
    expect(readSnapshots.asked[3]!.input.at).toEqual([0, 40]);
    id.value = 'b';
    await answer(3);
    expect(readSnapshots.asked[4]!.input.ids).toEqual(['b']);
    await readSnapshots.asked[4]!.fail('gone');
    expect(result.error.value?.message).toBe('gone');
  });
});
