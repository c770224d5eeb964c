import { presets, type Confusion, type RunSnapshots, type RunSummary } from '#api';
import { expect, it } from 'vitest';
import { shallowRef } from 'vue';
import { answeredLater, mountComposable, settle } from '../../../data/composable-fixture.ts';
import type { Scene } from '../../../figure/boundaries/scene.ts';
import { useComparedSnapshots, type Snapshot } from './useComparedSnapshots.ts';
import { useConfusions } from './useConfusions.ts';
import { useSnapshotScenes, type SceneWish } from './useSnapshotScenes.ts';

const snapshot = (epoch: number): Snapshot => ({ epoch, parameters: Float32Array.of(epoch) });

it('reads each run’s snapshots once, and again when a run still training has kept more', async () => {
  const runOf = (id: string, change: Partial<RunSummary> = {}): RunSummary =>
    ({
      id,
      status: 'completed',
      branch: null,
      epochsDone: 100,
      config: presets[0]!.config,
      ...change,
    }) as never;
  const live = (epochsDone: number) => runOf('b', { status: 'running', epochsDone });
  const runs = shallowRef([runOf('a'), live(1)]);
  const readSnapshots = answeredLater<{ ids: string[] }, { runs: RunSnapshots[] }>();
  const { result } = mountComposable(
    () =>
      useComparedSnapshots(
        () => runs.value,
        () => true,
      ),
    { readSnapshots },
  );
  const answer = (at: number, ...answered: RunSnapshots[]) =>
    readSnapshots.asked[at]!.answer({ runs: answered });
  await answer(0, { id: 'a', snapshots: [snapshot(0)] }, { id: 'b', snapshots: [snapshot(0)] });
  const [first] = result.snapshots.value.get('b')!;
  runs.value = [runOf('a'), live(11)];
  await settle();
  await answer(1, { id: 'b', snapshots: [snapshot(0), snapshot(10)] });
  expect(readSnapshots.asked.map(({ input }) => input.ids)).toEqual([['a', 'b'], ['b']]);
  expect(result.snapshots.value.get('b')!.map(({ epoch }) => epoch)).toEqual([0, 10]);
  expect(result.snapshots.value.get('b')![0]).toBe(first);
});

it('makes the pictures nearest to the epoch first, each once, and again when the request changes', async () => {
  const sent: { call: number; request: { parameters: Float32Array } }[] = [];
  const worker = Object.assign(new EventTarget(), {
    postMessage: (message: (typeof sent)[number]) => sent.push(message),
    terminate: () => undefined,
  }) as unknown as Worker;
  const answer = async (): Promise<void> => {
    const { call, request } = sent.at(-1)!;
    const data = { call, result: `scene ${request.parameters[0]}` };
    worker.dispatchEvent(Object.assign(new Event('message'), { data }));
    await settle();
  };
  const kept = [snapshot(0), snapshot(10), snapshot(100)];
  const wishesBy = (request: object) =>
    kept.map((one): SceneWish => ({ snapshot: one, request: request as SceneWish['request'] }));
  const request = {};
  const wishes = shallowRef(wishesBy(request));
  const { result } = mountComposable(() =>
    useSnapshotScenes(
      () => wishes.value,
      () => 60,
      () => worker,
    ),
  );
  const made = () => [...result.scenes.value].map(([{ epoch }, scene]) => [epoch, scene as Scene | string]);
  for (let times = 0; times < 3; times++) await answer();
  expect(sent.map(({ request: { parameters } }) => parameters[0])).toEqual([100, 10, 0]);
  wishes.value = wishesBy(request);
  await settle();
  expect(sent.length).toBe(3);
  wishes.value = wishesBy({}).slice(1);
  await settle();
  expect(made()).toEqual([]);
  await answer();
  expect(made()).toEqual([[100, 'scene 100']]);
});

it('reads the classes of runs that have ended, each once, and keeps the reason if one has none', async () => {
  const runOf = (id: string, change: Partial<RunSummary> = {}): RunSummary =>
    ({ id, status: 'completed', epochsDone: 9, ...change }) as never;
  const runs = shallowRef([runOf('a'), runOf('b'), runOf('c', { status: 'running' })]);
  const readConfusion = answeredLater<{ id: string; set: string }, Confusion>();
  const { result } = mountComposable(
    () =>
      useConfusions(
        () => runs.value,
        () => 'validation',
      ),
    { readConfusion },
  );
  await readConfusion.asked[1]!.fail('kept no copy');
  await readConfusion.asked[0]!.answer('of a' as never);
  await settle();
  expect(result.confusions.value.get('a')).toBe('of a');
  expect(result.confusions.value.get('b')).toMatchObject({ message: 'kept no copy' });
  runs.value = [runOf('a'), runOf('b'), runOf('c')];
  await settle();
  expect(readConfusion.asked.map(({ input }) => input.id)).toEqual(['a', 'b', 'c']);
});
