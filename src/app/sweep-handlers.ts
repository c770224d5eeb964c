import { statfsSync } from 'node:fs';
import {
  additionsOf,
  AppError,
  estimateRunBytes,
  formatIssues,
  type Handlers,
  healingOf,
  isLive,
  parseSweep,
  type RunConfig,
  type SweepCell,
  type SweepDefinition,
  sweepMembers,
} from '#api';
import { runName } from '#experiments';
import type { SweepState } from './describe-sweep.ts';
import { estimateTimeMs } from './estimate-time.ts';
import { memberName } from './member-name.ts';
import { requireFolds } from './require-folds.ts';
import { requireMemory } from './run-memory.ts';
import type { Services } from './services.ts';
import { requireOutOfTrash, type SweepReader } from './sweep-reader.ts';

type SweepCommand =
  | 'previewSweep'
  | 'createSweep'
  | 'listSweeps'
  | 'getSweep'
  | 'updateSweep'
  | 'healSweep'
  | 'trashSweep'
  | 'restoreSweep';

export function createSweepHandlers(
  services: Services,
  { gridOf, stateOf, detailOf, summaryOf }: SweepReader,
): Pick<Handlers, SweepCommand> {
  const { store, training, events, host, settle } = services;

  /** Creates runs of a sweep and trains them, after those to go on with. */
  function train(state: SweepState, configs: readonly RunConfig[], resume: readonly string[] = []): void {
    configs.forEach((config, index) => requireMemory(config, index, configs.length));
    const nameOf = namer(state);
    const sweepId = state.sweep.id;
    const runs = store.createRuns(configs.map((config) => ({ config, name: nameOf(config), sweepId })));
    const reopened = resume.length === 0 ? [] : store.reopenRuns(resume);
    training.submit([...reopened, ...runs]);
  }

  /** Trains what the sweep lacks and goes on with what was left. */
  function heal(id: string): void {
    const state = stateOf(id);
    const { create, resume } = healingOf(state.members);
    train(state, create, resume);
  }

  return {
    previewSweep({ definition, id }) {
      const cells = requireCells(definition);
      const configs =
        id === undefined
          ? cells.flatMap((cell) => cell.configs)
          : additionsOf(sweepMembers(cells, store.sweepRuns(id).runs), stateOf(id).result.cells);
      const { bavail, bsize } = statfsSync(host.dataDir);
      return {
        cells: cells.length,
        runs: configs.length,
        estimatedMs: estimateTimeMs(services, configs),
        estimatedBytes: configs.reduce((sum, config) => sum + estimateRunBytes(config), 0),
        freeBytes: bavail * bsize,
      };
    },
    createSweep({ definition }) {
      requireCells(definition).forEach(({ configs }, index, all) => {
        requireMemory(configs[0]!, index, all.length);
        requireFolds(store, configs[0]!);
      });
      const { id } = store.createSweep(definition, definition.name ?? runName(Math.random));
      heal(id);
      return detailOf(id);
    },
    listSweeps: async (query) => ({ sweeps: await store.listSweeps(query, host.concurrency) }),
    getSweep: ({ id }) => detailOf(id),
    updateSweep({ id, name, axes, seeds, train: isTrained }) {
      const sweep = store.getSweep(id);
      if (isTrained) requireOutOfTrash(sweep);
      if (axes !== undefined || seeds !== undefined) {
        const { definition: before, cells } = gridOf(sweep);
        const definition = { ...before, axes: axes ?? before.axes, seeds: seeds ?? before.seeds };
        requireCells(definition);
        store.changeSweep(id, definition);
        const state = stateOf(id);
        if (isTrained) train(state, additionsOf(state.members, cells));
      }
      if (name !== undefined) store.renameSweep(id, name);
      return summaryOf(id);
    },
    async healSweep({ id }) {
      requireOutOfTrash(store.getSweep(id));
      await settle(store.sweepRuns(id).runs.map((run) => run.id));
      heal(id);
      return detailOf(id);
    },
    trashSweep({ id }) {
      const confirming = store.confirmationsOf(id).flatMap((confirmation) => confirmation.runs);
      const runs = [...store.sweepRuns(id).runs, ...confirming].filter(({ trashedAt }) => trashedAt === null);
      const live = runs.filter(({ status }) => isLive(status));
      if (live.length > 0) {
        const message = `${live.length} runs of sweep ${id} still train; stop them before moving it to the trash`;
        throw new AppError('conflict', message, { details: { ids: live.map((run) => run.id) } });
      }
      const ids = runs.map((run) => run.id);
      store.trashSweep(id);
      events.runsChanged(ids);
      return summaryOf(id);
    },
    restoreSweep({ id }) {
      events.runsChanged(store.restoreSweep(id));
      return summaryOf(id);
    },
  };
}

/** The cells of a definition; throws invalidInput listing every mistake. */
function requireCells(definition: SweepDefinition): readonly SweepCell[] {
  const result = parseSweep(definition);
  if (result.ok) return result.cells;
  throw new AppError('invalidInput', formatIssues(result.issues), { details: { issues: result.issues } });
}

/** Names each run of a sweep after its cell. */
function namer({ sweep, result }: SweepState): (config: RunConfig) => string {
  const cellOf = new Map(
    result.cells.flatMap((cell) => cell.configs.map((config) => [config, cell] as const)),
  );
  return (config) => memberName(sweep.name, cellOf.get(config)?.grid ?? {}, config);
}
