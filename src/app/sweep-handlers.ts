import {
  additionsOf,
  AppError,
  estimateRunBytes,
  formatIssues,
  type Handlers,
  healingOf,
  parseSweep,
  type Place,
  type RunConfig,
  type SweepCell,
  type SweepDefinition,
  sweepMembers,
} from '#api';
import { runName } from '#experiments';
import type { RunDraft, StoredSweep } from '#storage';
import type { SweepState } from './describe-sweep.ts';
import { freeBytes } from './free-bytes.ts';
import { estimateTimeMs } from './estimate-time.ts';
import { memberNames } from './member-name.ts';
import { requireFolds } from './require-folds.ts';
import { requireMemory } from './run-memory.ts';
import type { Services } from './services.ts';
import { requireOutOfTrash, type SweepReader } from './sweep-reader.ts';

type SweepCommand =
  | 'previewSweep'
  | 'createSweep'
  | 'listSweeps'
  | 'answerSweeps'
  | 'getSweep'
  | 'updateSweep'
  | 'trainMissing'
  | 'trashSweep'
  | 'restoreSweep';

export function createSweepHandlers(
  services: Services,
  { inTurn, gridOf, stateOf, detailOf, summaryOf }: SweepReader,
): Pick<Handlers, SweepCommand> {
  const { store, training, events, host, compute, settle } = services;

  /** The runs with these configs, not yet created. Throws invalidInput if one does not fit on this machine. */
  function draftsOf(
    state: Pick<SweepState, 'sweep' | 'result'>,
    configs: readonly RunConfig[],
    place: Place,
  ): RunDraft[] {
    if (place !== 'workers') configs.forEach((config, index) => requireMemory(config, index, configs.length));
    const nameOf = namer(state);
    return configs.map((config) => ({ config, name: nameOf(config), sweepId: state.sweep.id, place }));
  }

  /** Trains the missing runs of the sweep and resumes unfinished ones. */
  async function trainMissing(id: string, place?: Place): Promise<void> {
    training.requirePlace(place ?? 'here');
    const state = await stateOf(id);
    const { create, resume } = healingOf(state.members);
    const runs = await store.createRuns(draftsOf(state, create, place ?? 'here'));
    await training.reopen(resume, { place });
    training.submit(runs);
  }

  /** Checks the whole larger grid, then stores it with the runs that it gains. */
  async function grow(
    sweep: StoredSweep,
    definition: SweepDefinition,
    isTrained: boolean,
    place: Place,
  ): Promise<void> {
    training.requirePlace(place);
    const before = gridOf(sweep);
    const result = requireResult(definition);
    const { runs } = await store.sweepRuns(sweep.id);
    const members = sweepMembers(result.cells, runs);
    const configs = isTrained ? additionsOf(members, before.cells) : [];
    training.submit(await store.growSweep(sweep.id, definition, draftsOf({ sweep, result }, configs, place)));
  }

  return {
    async previewSweep({ definition, id, place }) {
      const cells = requireCells(definition);
      const configs =
        id === undefined
          ? cells.flatMap((cell) => cell.configs)
          : additionsOf(
              sweepMembers(cells, (await store.sweepRuns(id)).runs),
              (await stateOf(id)).result.cells,
            );
      return {
        cells: cells.length,
        runs: configs.length,
        estimatedMs: await estimateTimeMs(services, configs, place),
        estimatedBytes: configs.reduce((sum, config) => sum + estimateRunBytes(config), 0),
        freeBytes: await freeBytes(host.dataDir),
      };
    },
    async createSweep({ definition, place = 'here' }) {
      training.requirePlace(place);
      const cells = requireCells(definition);
      for (const [index, { configs }] of cells.entries()) {
        if (place !== 'workers') requireMemory(configs[0]!, index, cells.length);
        await requireFolds(store, configs[0]!);
      }
      const { id } = await store.createSweep(definition, definition.name ?? runName(Math.random));
      await inTurn(id, () => trainMissing(id, place));
      return detailOf(id);
    },
    listSweeps: async (query) => ({ sweeps: await store.listSweeps(query, compute.concurrency) }),
    answerSweeps: async ({ ids }) => ({ sweeps: await store.answerSweeps(ids) }),
    getSweep: ({ id }) => detailOf(id),
    updateSweep: ({ id, name, basedOn, axes, seeds, train: isTrained, place = 'here' }) =>
      inTurn(id, async () => {
        const sweep = await store.getSweep(id);
        if (isTrained) requireOutOfTrash(sweep);
        if (axes !== undefined || seeds !== undefined) {
          const { definition: before } = gridOf(sweep);
          const definition = { ...before, axes: axes ?? before.axes, seeds: seeds ?? before.seeds };
          await grow(sweep, definition, isTrained, place);
        }
        if (name !== undefined) await store.renameSweep(id, name, basedOn?.name);
        return summaryOf(id);
      }),
    trainMissing: ({ id, place }) =>
      inTurn(id, async () => {
        requireOutOfTrash(await store.getSweep(id));
        await settle((await store.sweepRuns(id)).runs.map((run) => run.id));
        await trainMissing(id, place);
        return detailOf(id);
      }),
    trashSweep: ({ id }) =>
      inTurn(id, async () => {
        const moved = await store.trashSweep(id);
        events.runsChanged(moved);
        return { ...(await summaryOf(id)), movedRuns: moved.length };
      }),
    restoreSweep: ({ id }) =>
      inTurn(id, async () => {
        const moved = await store.restoreSweep(id);
        events.runsChanged(moved);
        return { ...(await summaryOf(id)), movedRuns: moved.length };
      }),
  };
}

/** The cells of a definition; throws invalidInput listing every mistake. */
function requireCells(definition: SweepDefinition): readonly SweepCell[] {
  return requireResult(definition).cells;
}

function requireResult(definition: SweepDefinition): SweepState['result'] {
  const result = parseSweep(definition);
  if (result.ok) return result;
  throw new AppError('invalidInput', formatIssues(result.issues), { details: { issues: result.issues } });
}

/** Names each run of a sweep after its cell. */
function namer({ sweep, result }: Pick<SweepState, 'sweep' | 'result'>): (config: RunConfig) => string {
  const cellOf = new Map(
    result.cells.flatMap((cell) => cell.configs.map((config) => [config, cell] as const)),
  );
  const nameOf = memberNames(
    sweep.name,
    result.cells.map(({ grid }) => grid),
  );
  return (config) => nameOf(cellOf.get(config)?.grid ?? {}, config);
}
