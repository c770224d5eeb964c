import { passingTag, presets, type RunSummary } from '#api';
import { expect, it } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { answeredLater, mountComposable, settle } from '../../../data/composable-fixture.ts';
import { layerLambdas, withLambdas } from './layer-lambdas.ts';
import { useSteering } from './useSteering.ts';

const { config } = presets[0]!;
const run = { id: 'a', name: 'spiral', status: 'running', config } as RunSummary;
const weak = withLambdas(config, 0, { weightRegularizerL2: 1e-4, biasRegularizerL2: 1e-4 });
const strong = withLambdas(config, 0, { weightRegularizerL2: 1e-2, biasRegularizerL2: 1e-2 });

function mounted(client: Parameters<typeof mountComposable>[1]) {
  const router = createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/:rest(.*)', component: {} }],
  });
  const { result } = mountComposable(() => useSteering(() => run), client, { plugins: [router] });
  return { ...result, path: () => router.currentRoute.value.path };
}

it('a layer has one λ₂ while its weights and biases share it', () => {
  const [first, second] = layerLambdas(config);
  expect(first).toMatchObject({ index: 0, label: 'dense 1', linked: 1e-5 });
  expect(second).toMatchObject({ index: 2, label: 'dense 2', linked: 0 });
  expect(layerLambdas(withLambdas(config, 0, { biasRegularizerL2: 0 }))[0]!.linked).toBeNull();
  expect(layerLambdas(weak)[0]!.linked).toBe(1e-4);
});

it('a change is sent once, and the fork is shown', async () => {
  const steerRun = answeredLater<{ id: string; epoch?: number }, { id: string }>();
  const { steer, busy, config: shown, path } = mounted({ steerRun });
  void steer(weak, 812);
  expect([busy.value, shown.value]).toEqual([true, weak]);
  expect(steerRun.asked.map(({ input }) => input)).toEqual([{ id: 'a', epoch: 812, config: weak }]);
  await steerRun.asked[0]!.answer({ id: 'b' });
  await settle();
  expect([path(), busy.value, shown.value]).toEqual(['/runs/b', false, config]);
});

it('of the changes requested meanwhile, the last one continues from the fork', async () => {
  const steerRun = answeredLater<{ id: string; epoch?: number }, { id: string }>();
  const { steer, path } = mounted({ steerRun });
  void steer(weak, null);
  void steer(config, null);
  void steer(strong, null);
  await steerRun.asked[0]!.answer({ id: 'b' });
  await steerRun.asked[1]!.answer({ id: 'c' });
  await settle();
  expect(steerRun.asked.map(({ input }) => input)).toEqual([
    { id: 'a', config: weak },
    { id: 'b', config: strong },
  ]);
  expect(path()).toBe('/runs/c');
});

it('a refusal leaves everything as it was', async () => {
  const steerRun = answeredLater<unknown, { id: string }>();
  const { steer, busy, config: shown, path } = mounted({ steerRun });
  void steer(weak, null);
  await steerRun.asked[0]!.fail('run spiral (a) is in the trash');
  await settle();
  expect([path(), busy.value, shown.value]).toEqual(['/', false, config]);
});

it('starting over stops the training run and makes one that is kept only on request', async () => {
  const stopped: unknown[] = [];
  const made: unknown[] = [];
  const { startAnew, path } = mounted({
    stopRuns: (input) => Promise.reject(new Error(`it has ended: ${String(stopped.push(input))}`)),
    createRuns: (input) => Promise.resolve({ runs: [{ id: `new${made.push(input)}` }] }),
  });
  await startAnew({ ...config, seed: 1 }, 'seed 1');
  expect(stopped).toEqual([{ ids: ['a'] }]);
  expect(made).toEqual([{ configs: [{ ...config, seed: 1, name: 'spiral, seed 1' }], tags: [passingTag] }]);
  expect(path()).toBe('/runs/new1');
});
