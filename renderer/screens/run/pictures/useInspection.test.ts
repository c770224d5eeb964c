import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { shallowRef } from 'vue';
import { mountComposable, settle } from '../../../data/composable-fixture.ts';
import { useInspection } from './useInspection.ts';
import type { Snapshot } from './useSnapshots.ts';

interface Call {
  readonly call: number;
  readonly request: { readonly kind: string; readonly network: { readonly parameters: string } };
}
let calls: Call[];
let worker: EventTarget;

beforeEach(() => {
  calls = [];
  class FakeWorker extends EventTarget {
    postMessage = (call: Call): number => calls.push(call);
    terminate = (): void => undefined;
    constructor() {
      super();
      // oxlint-disable-next-line typescript/no-this-alias -- the test answers as this worker
      worker = this;
    }
  }
  vi.stubGlobal('Worker', FakeWorker);
});
afterEach(() => void vi.unstubAllGlobals());

const snapshotAt = (epoch: number): Snapshot => ({ epoch, parameters: `p${epoch}` }) as never;
const asked = (): string[] => calls.map(({ request }) => `${request.kind} ${request.network.parameters}`);
async function answer(at: number, result: unknown): Promise<void> {
  worker.dispatchEvent(Object.assign(new Event('message'), { data: { call: calls[at]!.call, result } }));
  await settle();
}

function mountInspection() {
  const snapshots = [0, 10, 20].map(snapshotAt);
  const given = shallowRef({ snapshots, wanted: snapshots[2] });
  const run = { config: { layers: [] } } as never;
  const mounted = mountComposable(() =>
    useInspection(() => ({ run, samples: null, places: [0], ...given.value })),
  );
  return { ...mounted, given, snapshots };
}

it('counts the wanted snapshot first, then inspects it, then the others', async () => {
  const { result } = mountInspection();
  await answer(0, ['of 20']);
  expect(result.activations.value).toEqual(['of 20']);
  for (const at of [1, 2, 3]) await answer(at, {});
  expect(asked()).toEqual(['activations p20', 'inspect p20', 'inspect p0', 'inspect p10']);
  expect([...result.inspections.value.keys()].sort()).toEqual([0, 10, 20].sort());
});

it('shows no counts for a snapshot no longer wanted', async () => {
  const { result, given, snapshots } = mountInspection();
  given.value = { snapshots, wanted: snapshots[0] };
  await settle();
  await answer(0, ['of 20']);
  expect(result.activations.value).toBeNull();
  await answer(1, ['of 0']);
  expect([asked()[1], result.activations.value]).toEqual(['activations p0', ['of 0']]);
});

it('counts no effective parameters for a run that was continued meanwhile', async () => {
  const { result, given } = mountInspection();
  const counted = result.countEffective();
  expect(result.counting.value).toBe(true);
  const longer = [0, 10, 30].map(snapshotAt);
  given.value = { snapshots: longer, wanted: longer[2] };
  await settle();
  const at = calls.findIndex(({ request }) => request.kind === 'effective');
  await answer(at, 'of 20');
  await counted;
  expect([result.effective.value, result.counting.value]).toEqual([null, false]);
});
