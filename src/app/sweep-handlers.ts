import { statfsSync } from 'node:fs';
import {
  AppError,
  estimateRunBytes,
  flopsPerEpoch,
  formatIssues,
  type Handlers,
  healingOf,
  isLive,
  maxNameLength,
  parseSweep,
  type RunConfig,
  type SweepCell,
  type SweepDefinition,
} from '#api';
import { runName } from '#experiments';
import { detailSweep, readSweep, summarizeSweep, type SweepState } from './describe-sweep.ts';
import { requireMemory } from './run-memory.ts';
import type { Services } from './services.ts';

type SweepCommand =
  | 'previewSweep'
  | 'createSweep'
  | 'listSweeps'
  | 'getSweep'
  | 'updateSweep'
  | 'healSweep'
  | 'trashSweep'
  | 'restoreSweep';

/** What a processor did on the machines this was measured on, where the history tells nothing better: flops a millisecond. */
const assumedFlopsPerMs = 6e6;
/** Runs of the history that an estimate looks at. */
const consideredRuns = 50;

export function createSweepHandlers(services: Services): Pick<Handlers, SweepCommand> {
  const { store, training, events, host } = services;
  const stateOf = (id: string): SweepState => readSweep(store, store.getSweep(id));
  const detailOf = (id: string) => detailSweep(stateOf(id), host.concurrency);

  /** Trains what the sweep lacks and goes on with what was left. */
  function heal(id: string): void {
    const state = stateOf(id);
    const { create, resume } = healingOf(state.members);
    create.forEach((config, index) => requireMemory(config, index, create.length));
    const nameOf = namer(state);
    const runs = store.createRuns(create.map((config) => ({ config, name: nameOf(config), sweepId: id })));
    const reopened = resume.length === 0 ? [] : store.reopenRuns(resume);
    training.submit([...reopened, ...runs]);
  }

  return {
    previewSweep({ definition }) {
      const cells = requireCells(definition);
      const configs = cells.flatMap((cell) => cell.configs);
      const flops = configs.reduce((sum, config) => sum + flopsPerEpoch(config) * config.epochs, 0);
      const { bavail, bsize } = statfsSync(host.dataDir);
      return {
        cells: cells.length,
        runs: configs.length,
        estimatedMs: flops / measuredFlopsPerMs(services) / Math.min(host.concurrency, configs.length),
        estimatedBytes: configs.reduce((sum, config) => sum + estimateRunBytes(config), 0),
        freeBytes: bavail * bsize,
      };
    },
    createSweep({ definition }) {
      requireCells(definition).forEach(({ configs }, index, all) =>
        requireMemory(configs[0]!, index, all.length),
      );
      const { id } = store.createSweep(definition, definition.name ?? runName(Math.random));
      heal(id);
      return detailOf(id);
    },
    listSweeps: ({ trashed }) => ({
      sweeps: store
        .listSweeps(trashed)
        .map((sweep) => summarizeSweep(readSweep(store, sweep), host.concurrency)),
    }),
    getSweep: ({ id }) => detailOf(id),
    updateSweep({ id, name, axes, seeds }) {
      const sweep = store.getSweep(id);
      const definition = {
        ...sweep.definition,
        axes: axes ?? sweep.definition.axes,
        seeds: seeds ?? sweep.definition.seeds,
      };
      requireCells(definition);
      store.updateSweep(id, name ?? sweep.name, definition);
      return detailOf(id);
    },
    healSweep({ id }) {
      if (store.getSweep(id).trashedAt !== null) {
        throw new AppError('conflict', `sweep ${id} is in the trash; restore it first`);
      }
      heal(id);
      return detailOf(id);
    },
    trashSweep({ id }) {
      const runs = store.sweepRuns(id).filter(({ trashedAt }) => trashedAt === null);
      const live = runs.filter(({ status }) => isLive(status));
      if (live.length > 0) {
        const message = `${live.length} runs of sweep ${id} still train; stop them before moving it to the trash`;
        throw new AppError('conflict', message, { details: { ids: live.map((run) => run.id) } });
      }
      const ids = runs.map((run) => run.id);
      store.trashSweep(id);
      events.runsChanged(ids);
      return detailOf(id);
    },
    restoreSweep({ id }) {
      events.runsChanged(store.restoreSweep(id));
      return detailOf(id);
    },
  };
}

/** The cells of a definition; throws invalidInput listing every mistake. */
function requireCells(definition: SweepDefinition): readonly SweepCell[] {
  const result = parseSweep(definition);
  if (result.ok) return result.cells;
  throw new AppError('invalidInput', formatIssues(result.issues), { details: { issues: result.issues } });
}

/** Names each run of a sweep after what sets it apart: `l2-sweep 1e-3 seed 4`. */
function namer({ sweep, cells }: SweepState): (config: RunConfig) => string {
  const cellOf = new Map(cells.flatMap((cell) => cell.configs.map((config) => [config, cell] as const)));
  return (config) => {
    const values = Object.values(cellOf.get(config)?.grid ?? {}).map(shortValue);
    const own = [...new Set(values), `seed ${config.seed}`].join(' ');
    return `${sweep.name.slice(0, Math.max(1, maxNameLength - own.length - 1))} ${own}`.slice(
      0,
      maxNameLength,
    );
  };
}

/** A value as people write it: 1e-5, not 0.00001. */
function shortValue(value: unknown): string {
  return typeof value === 'number' && value !== 0 && Math.abs(value) < 1e-3
    ? value.toExponential()
    : String(value);
}

/** How fast a processor trained the latest runs, in the measure of `flopsPerEpoch`. */
function measuredFlopsPerMs({ store }: Services): number {
  const { runs } = store.listRuns({
    filter: '',
    trashed: false,
    sort: 'createdAt',
    descending: true,
    offset: 0,
    limit: consideredRuns,
  });
  const done = runs.filter(({ status, durationMs }) => status === 'completed' && durationMs > 0);
  const ms = done.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const flops = done.reduce((sum, { config, epochsDone }) => sum + flopsPerEpoch(config) * epochsDone, 0);
  return ms === 0 ? assumedFlopsPerMs : flops / ms;
}
