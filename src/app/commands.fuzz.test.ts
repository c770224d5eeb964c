import { afterAll, beforeAll, expect, vi } from 'vitest';
import { commandNames, type CommandName, type ErrorCode } from '#api';
import { createNodeLauncher, type TrainerExit, type TrainerLauncher } from '#workers';
import { fuzz } from '../fuzz-rounds.fixture.ts';
import { anyValue, mutated } from '../fuzz-values.fixture.ts';
import { storageEntry, trainerEntry } from '../built-entries.fixture.ts';
import { makeFolder, removeFolder } from '../temporary-folder.fixture.ts';
import { smallConfig } from './app-fixture.ts';
import type { Lambdascope } from './application.ts';
import { openLambdascope } from './lambdascope.ts';

const dataDir = makeFolder();
/** Errors that a caller may get; any other would be a 5xx. */
const callersMistakes: readonly ErrorCode[] = ['invalidInput', 'notFound', 'conflict'];

let app: Lambdascope;
let inputs: Readonly<Record<CommandName, unknown>>;

/** Trainers that accept everything and do nothing: runs created here should not be trained. */
const idle: TrainerLauncher = {
  launch() {
    let tellExit: (exit: TrainerExit) => void = () => undefined;
    return {
      pid: undefined,
      send: () => undefined,
      onMessage: () => undefined,
      onExit: (listener) => void (tellExit = listener),
      kill: () => queueMicrotask(() => tellExit({ code: null, reason: 'it was ended' })),
    };
  },
};

const open = (launcher: TrainerLauncher): Promise<Lambdascope> =>
  openLambdascope({ dataDir, host: 'serve', launcher, storageEntry, appVersion: '1.2.3', concurrency: 1 });

async function value(name: CommandName, input: unknown): Promise<Record<string, unknown>> {
  const answer = await app.dispatch(name, input);
  if (answer.ok) return answer.value as Record<string, unknown>;
  throw new Error(answer.error.message);
}

beforeAll(async () => {
  app = await open(createNodeLauncher(trainerEntry));
  const { runs } = await value('createRuns', {
    configs: [smallConfig({ epochs: 5 }), smallConfig({ epochs: 5, seed: 1 })],
  });
  const ids = (runs as { id: string }[]).map(({ id }) => id);
  await vi.waitFor(async () => expect((await value('getActivity', {})).liveRuns).toBe(0), {
    timeout: 60_000,
  });
  await app.close();
  app = await open(idle);
  const base = smallConfig();
  const axes = [
    { points: [{ 'layers.0.weightRegularizerL2': 0 }, { 'layers.0.weightRegularizerL2': 1e-3 }] },
  ];
  const definition = { name: 'sweep', base, axes, seeds: [0, 1] };
  const sweep = (await value('createSweep', { definition })).id;
  const { import: number } = await value('beginTableImport', { name: 'own' });
  const file = [
    'a,b,class',
    ...Array.from({ length: 30 }, (_, row) => `${row},${row * 0.5},${'xyz'[row % 3]}`),
  ].join('\n');
  await value('pushTableImport', { import: number, bytes: new TextEncoder().encode(file) });
  const { digest } = await value('finishTableImport', { import: number });
  const id = ids[0]!;
  const { dataset, validation, layers } = base;
  inputs = {
    ...{
      getHostInfo: {},
      reportDefect: { text: 'Error: it broke' },
      getActivity: {},
      listTables: {},
      getPreferences: {},
      readTrash: {},
      compactDatabase: {},
    },
    ...{
      pauseRuns: { ids },
      continueRuns: { ids },
      stopRuns: { ids },
      trashRuns: { ids: [ids[1]] },
      restoreRuns: { ids },
    },
    listRuns: { filter: 'small', sort: 'name', descending: false, offset: 0, limit: 10 },
    listFoldedRuns: { filter: 'small', open: [{ sweep: 'nobody', cell: null }], limit: 10 },
    emptyTrash: { ids: ['nobody'] },
    getRun: { id },
    readRuns: { ids },
    matchRuns: { filter: 'small', ids },
    groupRuns: {
      by: ['seed'],
      metrics: ['validation_loss'],
      sort: { kind: 'mean', metric: 'validation_loss' },
    },
    describeFields: { filter: 'seed < 9', fields: ['optimizer.learningRate', 'tag'] },
    readColumns: { filter: 'seed < 9', fields: ['validation_loss', 'tag', 'created'], withDiffering: true },
    readTimeline: { filter: 'seed < 9' },
    differingFields: { filter: 'seed < 9', fields: ['tag', 'gap'] },
    readSeries: { id, metrics: ['loss', 'layerPenalties.0'], maxPoints: 100, smoothing: 0.5 },
    readManySeries: { ids, metrics: ['dataLoss'], fromEpoch: 1, toEpoch: 4 },
    readSnapshots: { ids, at: 'all' },
    createRuns: { configs: [base] },
    resumeRuns: { ids, epochs: 10 },
    forkRun: { id, epoch: 2, config: { ...base, epochs: 5 } },
    steerRun: { id, epoch: 2, config: { ...base, epochs: 5 } },
    ...{
      previewSweep: { definition },
      createSweep: { definition },
      listSweeps: {},
      getSweep: { id: sweep },
      answerSweeps: { ids: [sweep] },
    },
    updateSweep: { id: sweep, name: 'renamed', axes, seeds: [0, 1, 2] },
    ...{ trainMissing: { id: sweep }, trashSweep: { id: sweep }, restoreSweep: { id: sweep } },
    ...{
      previewConfirmation: { id: sweep, count: 3 },
      confirmSweep: { id: sweep, cell: 1, seeds: [7, 8, 9] },
    },
    updateRun: { id, name: 'renamed', tags: ['a'], notes: 'seen' },
    tagRuns: { ids, add: ['b'], remove: ['a'] },
    editRuns: { edits: [{ id, name: 'edited', addNote: 'seen again', basedOn: { tags: [] } }] },
    previewDataset: { dataset, validation, test: null, layers, seed: 0, inputs: true },
    beginTableInspection: { delimiter: ',' },
    finishTableInspection: { import: 1, isWhole: true },
    beginTableImport: { name: 'own', missing: { a: 'mean' }, oneHot: ['b'] },
    pushTableImport: { import: 2, bytes: new Uint8Array([97, 10]) },
    ...{ finishTableImport: { import: 2 }, cancelTableImport: { import: 2 } },
    ...{ getTable: { digest }, deleteTable: { digest: 'x' }, revealTest: { id } },
    readConfusion: { id, set: 'validation' },
    beginRunImport: { name: 'other.sqlite3' },
    pushRunImport: { import: 1, file: 'runs.csv', bytes: new Uint8Array([97, 10]) },
    ...{ planRunImport: { import: 1, choice: { filter: 'x' } }, advanceRunImport: { import: 1 } },
    ...{ cancelRunImport: { import: 1 }, listRunImports: {}, undoRunImport: { id: 'x' } },
    ...{ startVerification: { ids }, stopVerification: { ids }, readVerifications: { ids } },
    prepareExport: { table: 'epochs', ids },
    prepareRunFile: { kind: 'script', id, framework: 'torch' },
    setPreference: { key: 'widths', entries: { a: 1, b: null }, source: 'a window' },
    setConcurrency: { concurrency: 2 },
    readStints: { sinceMs: 60_000 },
    setThreads: { threads: 1 },
    ...{ listWorkers: {}, drainWorker: { id: 'w' }, removeWorker: { id: 'w' } },
  };
});
afterAll(async () => {
  await app.close();
  removeFolder(dataDir);
});

fuzz('no message to any command reveals a defect', 120, async (dice) => {
  const name = dice.pick(commandNames);
  expect(inputs[name], `a valid input of ${name}`).toBeDefined();
  const input = dice.chance(0.1)
    ? anyValue(dice)
    : dice.chance(0.2)
      ? inputs[name]
      : mutated(dice, inputs[name]);
  dice.trying({ name, input });
  const answer = await app.dispatch(name, input);
  if (!answer.ok) expect(callersMistakes, answer.error.message).toContain(answer.error.code);
});
