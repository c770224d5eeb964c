import type { Handlers, RunSummary } from '#api';
import { runName } from '#experiments';
import { requireFolds } from './require-folds.ts';
import { requireMemory } from './run-memory.ts';
import type { Services } from './services.ts';

type RunCommand =
  | 'listRuns'
  | 'listFoldedRuns'
  | 'matchRuns'
  | 'groupRuns'
  | 'describeFields'
  | 'readColumns'
  | 'readTimeline'
  | 'differingFields'
  | 'getRun'
  | 'readRuns'
  | 'createRuns'
  | 'pauseRuns'
  | 'continueRuns'
  | 'stopRuns'
  | 'updateRun'
  | 'editRuns'
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

  /** Forks show their parent's name, and whether it still exists. */
  async function parentsChanged(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) events.runsChanged(await store.forksOf(ids));
  }

  return {
    listRuns: (query) => store.listRuns(query),
    listFoldedRuns: (query) => store.listFoldedRuns(query),
    matchRuns: async ({ ids, ...selection }) => ({ ids: await store.matchRuns(selection, ids) }),
    groupRuns: (query) => store.groupRuns(query),
    describeFields: (query) => store.describeFields(query),
    readColumns: (query) => store.readColumns(query),
    readTimeline: (query) => store.readTimeline(query),
    differingFields: async (query) => ({ fields: await store.differingFields(query) }),
    getRun: ({ id }) => store.getRun(id),
    readRuns: ({ ids }) => store.readRuns(ids),
    getActivity: () => activity(),

    async createRuns({ configs, tags = [], place = 'here' }) {
      training.requirePlace(place);
      for (const [index, config] of configs.entries()) {
        if (place !== 'workers') requireMemory(config, index, configs.length);
        await requireFolds(store, config);
      }
      const runs = await store.createRuns(
        configs.map((config) => ({ config, name: config.name ?? runName(Math.random), tags, place })),
      );
      training.submit(runs);
      return { runs };
    },
    pauseRuns: async ({ ids }) => ({ runs: await training.pause(ids && unique(ids)) }),
    continueRuns: async ({ ids }) => ({ runs: await training.continue(ids && unique(ids)) }),
    stopRuns: async ({ ids }) => ({ runs: await training.stop(ids && unique(ids)) }),

    async updateRun(patch) {
      const run = await store.updateRun(patch);
      events.runsChanged([run.id]);
      if (patch.name !== undefined) {
        live.rename(run.id, run.name);
        await parentsChanged([run.id]);
      }
      return run;
    },
    async editRuns({ edits }) {
      const edited = await store.editRuns(edits);
      const renamed = edited.filter(({ before, after }) => before.name !== after.name);
      for (const { id, after } of renamed) live.rename(id, after.name);
      events.runsChanged(unique(edited.map(({ id }) => id)));
      await parentsChanged(renamed.map(({ id }) => id));
      return { edited };
    },
    async revealTest({ id }) {
      const run = await store.revealTest(id);
      events.runsChanged([id]);
      return run;
    },
    tagRuns: async (change) => changed(await store.tagRuns(change)),
    async trashRuns({ ids }) {
      const runs = await store.trashRuns(ids);
      events.runsChanged(ids);
      return { runs };
    },
    async restoreRuns({ ids }) {
      const runs = await store.restoreRuns(ids);
      events.runsChanged(ids);
      return { runs };
    },
    readTrash: (selection) => store.readTrash(selection),
    async emptyTrash(query) {
      const { runs, sweeps, left } = await store.emptyTrash(query);
      if (runs.length > 0) events.runsRemoved(runs);
      if (sweeps.length > 0) events.historyChanged();
      deletion.wake(left);
      await parentsChanged(runs);
      return { deleted: runs.length, sweeps: sweeps.length };
    },
  };
}
