import { describe, expect, it } from 'vitest';
import { ref, shallowRef } from 'vue';
import type { DatasetPreview, RunSnapshots, SeriesMetric, SweepDetail } from '#api';
import type { Choices } from '../../../figure/figure.ts';
import { answeredLater, mountComposable, settle } from '../../../data/composable-fixture.ts';
import { sweepOf } from '../../../figures/sweep.fixture.ts';
import { useLayerWeights } from './useLayerWeights.ts';
import { useRunCurves } from './useRunCurves.ts';
import { useRunSnapshots } from './useRunSnapshots.ts';
import { useSweepPlane } from './useSweepPlane.ts';

const lambda = 'layers.0.weightRegularizerL2';
const axis = [{ [lambda]: 0 }, { [lambda]: 1e-3 }];
const sweep = (): SweepDetail =>
  ({ id: 's', counts: { completed: 4 }, ...sweepOf([axis], [0, 1], () => [0.5, 0.7]) }) as never;

describe('curves of runs', () => {
  it('are read once each, three at a time, and are for the metric asked for now', async () => {
    const ids = ref(['a', 'b', 'c', 'd']);
    const metric = ref<SeriesMetric>('dataLoss');
    const readSeries = answeredLater<{ id: string; metrics: SeriesMetric[] }, object>();
    const { result } = mountComposable(
      () =>
        useRunCurves(
          () => ids.value,
          () => metric.value,
        ),
      { readSeries },
    );
    const answer = (at: number): Promise<void> => {
      const series = (value: number) => ({ epochs: Float64Array.of(0), values: Float64Array.of(value) });
      const { metrics } = readSeries.asked[at]!.input;
      return readSeries.asked[at]!.answer({
        series: Object.fromEntries(metrics.map((name, index) => [name, series(index + at)])),
      });
    };
    expect(readSeries.asked).toHaveLength(3);
    for (const at of [0, 1, 2, 3]) await answer(at);
    expect([[...result.curves.value.keys()], result.loading.value]).toEqual([['a', 'b', 'c', 'd'], false]);

    metric.value = 'loss';
    await settle();
    expect([result.curves.value.size, result.loading.value]).toEqual([0, true]);
    metric.value = 'dataLoss';
    await settle();
    expect([result.curves.value.size, result.loading.value, readSeries.asked.length]).toEqual([4, false, 7]);
    ids.value = ['b', 'e'];
    await settle();
    expect(readSeries.asked[7]!.input.id).toBe('e');
    await readSeries.asked[7]!.fail('no e');
    await readSeries.asked[4]!.fail('late, of the other metric');
    expect([result.problem.value, [...result.curves.value.keys()]]).toEqual(['no e', ['b']]);
  });
});

describe('snapshots of runs', () => {
  it('are those of the runs asked for now', async () => {
    const ids = ref(['a']);
    const readSnapshots = answeredLater<{ ids: string[] }, { runs: RunSnapshots[] }>();
    const { result } = mountComposable(
      () =>
        useRunSnapshots(
          () => ids.value,
          () => 'last',
          () => null,
        ),
      { readSnapshots },
    );
    ids.value = ['b'];
    await settle();
    await readSnapshots.asked[1]!.answer({ runs: [{ id: 'b', snapshots: [] } as never] });
    await readSnapshots.asked[0]!.answer({ runs: [{ id: 'a', snapshots: [] } as never] });
    expect([[...result.snapshots.value.keys()], result.loading.value]).toEqual([['b'], false]);
    ids.value = [];
    await settle();
    expect([result.snapshots.value.size, readSnapshots.asked.length]).toEqual([0, 2]);
  });
});

describe('the plane of a sweep', () => {
  function mountPlane() {
    const given = shallowRef(sweep());
    const choices = shallowRef<Choices>({});
    const previewDataset = answeredLater<{ seed: number }, DatasetPreview>();
    const mounted = mountComposable(
      () =>
        useSweepPlane(() => ({ sweep: given.value, at: 'final', selected: null, choices: choices.value }), {
          shows: 'what',
          instead: 'Look there.',
        }),
      { previewDataset },
    );
    return { plane: mounted.result, choices, previewDataset };
  }
  const set = { x: new Float64Array([0, 1]), y: new Float64Array([0, 1]) };
  const preview = (seed: number): DatasetPreview => ({ training: set, validation: set, seed }) as never;

  it('asks once for samples that cells share, and shows those of the seed chosen now', async () => {
    const { plane, choices, previewDataset } = mountPlane();
    expect(previewDataset.asked.map(({ input }) => input.seed)).toEqual([0]);
    choices.value = { seed: 1 };
    await settle();
    expect(plane.loading.value).toBe(true);
    await previewDataset.asked[1]!.answer(preview(1));
    await previewDataset.asked[0]!.fail('late');
    expect([...plane.samples.value.values()]).toEqual([preview(1), preview(1)]);
    expect([plane.message.value, plane.loading.value]).toEqual([null, false]);
  });

  it('says why it has none', async () => {
    const { plane, previewDataset } = mountPlane();
    expect(plane.message.value).toBe('Drawing the samples…');
    await previewDataset.asked[0]!.fail('no samples');
    expect(plane.message.value).toBe('no samples');
  });
});

describe('weights of a sweep', () => {
  it('say why they are missing, and are read again when another run has completed', async () => {
    const given = shallowRef(sweep());
    const readSnapshots = answeredLater<{ ids: string[] }, { runs: RunSnapshots[] }>();
    const { result } = mountComposable(() => useLayerWeights(() => given.value), { readSnapshots });
    expect([result.loading.value, readSnapshots.asked[0]!.input.ids.length]).toEqual([true, 4]);
    given.value = { ...given.value, counts: { ...given.value.counts, completed: 5 } };
    await settle();
    await readSnapshots.asked[0]!.fail('late');
    expect(result.problem.value).toBeNull();
    await readSnapshots.asked[1]!.fail('no host');
    expect([result.problem.value, result.loading.value]).toEqual(['no host', false]);
  });
});
