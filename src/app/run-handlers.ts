import { AppError, type Handlers, isLive, type RunSummary } from '#api';
import { runName } from '#experiments';
import { requireFolds } from './require-folds.ts';
import { requireMemory } from './run-memory.ts';
import type { Services } from './services.ts';

type RunCommand =
  | 'listRuns'
  | 'matchRuns'
  | 'getRun'
  | 'createRuns'
  | 'pauseRuns'
  | 'continueRuns'
  | 'stopRuns'
  | 'updateRun'
  | 'tagRuns'
  | 'trashRuns'
  | 'restoreRuns'
  | 'readTrash'
  | 'emptyTrash'
  | 'revealTest'
  | 'getActivity';

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)];
}

export function createRunHandlers({
  store,
  training,
  events,
  live,
  deletion,
  activity,
}: Services): Pick<Handlers, RunCommand> {
  function changed(runs: readonly RunSummary[]): { runs: readonly RunSummary[] } {
    events.runsChanged(runs.map(({ id }) => id));
    return { runs };
  }

  return {
    listRuns: (query) => store.listRuns(query),
    matchRuns: ({ ids, ...selection }) => ({ ids: store.matchRuns(selection, ids) }),
    getRun: ({ id }) => store.getRun(id),
    getActivity: () => activity(),

    createRuns({ configs }) {
      configs.forEach((config, index) => {
        requireMemory(config, index, configs.length);
        requireFolds(store, config);
      });
      const runs = store.createRuns(
        configs.map((config) => ({ config, name: config.name ?? runName(Math.random) })),
      );
      training.submit(runs);
      return { runs };
    },
    pauseRuns: async ({ ids }) => ({ runs: await training.pause(ids && unique(ids)) }),
    continueRuns: async ({ ids }) => ({ runs: await training.continue(ids && unique(ids)) }),
    stopRuns: async ({ ids }) => ({ runs: await training.stop(ids && unique(ids)) }),

    updateRun(patch) {
      const run = store.updateRun(patch);
      if (patch.name !== undefined) live.rename(run.id, run.name);
      events.runsChanged([run.id]);
      return run;
    },
    revealTest({ id }) {
      const run = store.revealTest(id);
      events.runsChanged([id]);
      return run;
    },
    tagRuns: (change) => changed(store.tagRuns(change)),
    trashRuns({ ids }) {
      const busy = store.findRuns(ids).runs.find(({ status }) => isLive(status));
      if (busy) {
        const message = `run ${busy.name} (${busy.id}) is ${busy.status}; stop it before moving it to the trash`;
        throw new AppError('conflict', message, { details: { id: busy.id, status: busy.status } });
      }
      const runs = store.trashRuns(ids);
      events.runsChanged(ids);
      return { runs };
    },
    restoreRuns({ ids }) {
      const runs = store.restoreRuns(ids);
      events.runsChanged(ids);
      return { runs };
    },
    readTrash: (selection) => store.readTrash(selection),
    emptyTrash(query) {
      const { runs, sweeps } = store.emptyTrash(query);
      if (runs.length > 0) events.runsRemoved(runs);
      if (sweeps.length > 0) events.historyChanged();
      deletion.wake();
      return { deleted: runs.length, sweeps: sweeps.length };
    },
  };
}
