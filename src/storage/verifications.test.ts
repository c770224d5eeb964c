import { expect, it } from 'vitest';
import type { VerificationRecord } from '#api';
import { recordRun, runConfig, temporaryStore } from './store-fixture.ts';

const maker = {
  ...{ engineVersion: '3.1.0', v8Version: null, architecture: 'x64', kernelVariant: 'float64' },
  elementary: 'x64',
} as const;
const by = {
  at: '2026-01-01T00:00:00.000Z',
  host: 'serve',
  platform: 'linux-x64',
  engineVersion: '3.1.0',
} as const;

it('keeps the last verification of a run, every value unchanged, until the run is deleted', () => {
  const store = temporaryStore();
  const [first, second] = store.createRuns([
    { config: runConfig(), name: 'a' },
    { config: runConfig(), name: 'b' },
  ]);
  const ids = [first!.id, second!.id, 'nobody'];
  const equal: VerificationRecord = { ...by, verification: { equal: true, epochs: 7, digest: 'd1' } };
  const different: VerificationRecord = {
    ...by,
    verification: {
      ...{ equal: false, epoch: 3, metric: 'loss', stored: NaN, computed: 0.1 + 0.2 },
      makers: { stored: maker, here: { ...maker, v8Version: '13.6' } },
    },
  };
  store.saveVerification(first!.id, different);
  store.saveVerification(second!.id, different);
  store.saveVerification(second!.id, equal);
  expect(store.verificationsOf(ids)).toEqual([
    { id: first!.id, record: different },
    { id: second!.id, record: equal },
  ]);

  expect(() => store.saveVerification('nobody', equal)).toThrow('there is no run "nobody"');
});

it('lets a verified run be deleted', () => {
  const store = temporaryStore();
  const id = recordRun(store, runConfig(), 2, 'a');
  store.endRuns([[id, { status: 'completed' }]]);
  store.saveVerification(id, { ...by, verification: { equal: true, epochs: 2, digest: null } });
  store.trashRuns([id]);
  store.emptyTrash({});
  expect(store.verificationsOf([id])).toEqual([]);
  expect(store.deleteStep()).toEqual({ left: null, waits: false });
});
