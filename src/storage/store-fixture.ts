import { onTestFinished } from 'vitest';
import { AppError, runConfigSchema, type RunConfig, type RunConfigInput } from '#api';
import { epochColumn, epochRowLength, penaltyOffset, penaltyParts } from '#engine';
import { storageEntry } from '../built-entries.fixture.ts';
import { temporaryFolder } from '../temporary-folder.fixture.ts';
import { emptyHistory } from './empty-history.fixture.ts';
import { denseLayersOf } from './dense-layers.ts';
import { createReader } from './reader.ts';
import type { ListRunsQuery } from './run-list.ts';
import { openStorage, type Storage, type StorageOptions } from './storage.ts';
import { createTableImports } from './table-imports.ts';

// Shared by the tests of this folder: temporary folders, stores that close themselves, configs, runs, rows.

export { emptyHistory, temporaryFolder };

export function storageOptions(options: Partial<StorageOptions> = {}): StorageOptions {
  return {
    dataDir: options.dataDir ?? emptyHistory(),
    appVersion: '1.2.3',
    engineVersion: '4.5.6',
    host: 'serve',
    exclusive: true,
    ...options,
  };
}

/** The storage itself, in this thread, so that tests see its effects immediately; long operations still run in threads. */
export type TestStore = ReturnType<typeof openTestStore>;

/** Opens a store that the caller closes. */
export function openTestStore(options: Partial<StorageOptions>) {
  const storage = openStorage(storageOptions(options));
  const { file } = storage.identity();
  const { close: closeReads, deleteTableBytes, ...reads } = createReader(storageEntry, file);
  const { closeImports, ...imports } = createTableImports({
    threadEntry: storageEntry,
    file,
    tables: {
      enterTable: async (...args) => storage.enterTable(...args),
      completeTable: async (digest) => storage.completeTable(digest),
      markTableUnfinished: async (digest) => storage.markTableUnfinished(digest),
      deleteUnfinishedTable: async (digest) => storage.deleteUnfinishedTable(digest),
      claimTableLeftovers: async () => storage.claimTableLeftovers(),
      deleteTableBytes,
    },
  });
  async function close(): Promise<void> {
    await Promise.all([closeImports(), closeReads()]);
    storage.close();
  }
  let closing: Promise<void> | null = null;
  return { ...storage, ...reads, ...imports, close: () => (closing ??= close()) };
}

/** A store that closes when the test ends. */
export function temporaryStore(options: Partial<StorageOptions> = {}): TestStore {
  const store = openTestStore(options);
  onTestFinished(() => store.close());
  return store;
}

/** A valid config: two dense layers, the first with an L2 penalty. */
export function runConfig(changes: Partial<RunConfigInput> = {}): RunConfig {
  return runConfigSchema.parse({
    layers: [
      { kind: 'dense', units: 64, weightRegularizerL2: 1e-5, biasRegularizerL2: 1e-5 },
      { kind: 'relu' },
      { kind: 'dense', units: 3 },
      { kind: 'softmax' },
    ],
    ...changes,
  });
}

/** Lists all runs that are not in the trash, newest first. */
export const allRuns: ListRunsQuery = {
  filter: '',
  trashed: false,
  sort: 'createdAt',
  descending: true,
  offset: 0,
  limit: 200,
};

/** Values of one epoch; omitted ones get some plain number. Without validationLoss, validation was not measured. */
export interface EpochValues {
  readonly epoch: number;
  readonly loss?: number;
  readonly dataLoss?: number;
  readonly validationLoss?: number;
  /** null as in old epochs; if omitted, it is `dataLoss` wherever validation is measured. */
  readonly evaluatedDataLoss?: number | null;
  readonly validationAccuracy?: number;
  /** Four parts for each dense layer. */
  readonly penalties?: readonly (readonly [number, number, number, number])[];
}

/** Epochs in the engine's layout, for a run with this config. */
export function epochRows(config: RunConfig, epochs: readonly EpochValues[]): Float64Array {
  const layers = denseLayersOf(config).length;
  const length = epochRowLength(layers);
  const rows = new Float64Array(epochs.length * length);
  epochs.forEach((values, index) => {
    const row = rows.subarray(index * length, (index + 1) * length);
    row[epochColumn.epoch] = values.epoch;
    row[epochColumn.loss] = values.loss ?? 1.1;
    row[epochColumn.dataLoss] = values.dataLoss ?? 1.0986122886681098;
    row[epochColumn.regularizationLoss] = 0.001;
    row[epochColumn.accuracy] = 0.36;
    row[epochColumn.learningRate] = 0.05;
    if (values.validationLoss !== undefined) {
      row[epochColumn.validated] = 1;
      row[epochColumn.validationLoss] = values.validationLoss;
      row[epochColumn.validationAccuracy] = values.validationAccuracy ?? 0.5;
      if (values.evaluatedDataLoss !== null) {
        row[epochColumn.evaluated] = 1;
        row[epochColumn.evaluatedDataLoss] = values.evaluatedDataLoss ?? row[epochColumn.dataLoss]!;
        row[epochColumn.evaluatedAccuracy] = 0.38;
      }
    }
    values.penalties?.forEach((parts, layer) => {
      penaltyParts.forEach((part, at) => (row[penaltyOffset(layer, part)] = parts[at]!));
    });
  });
  return rows;
}

/** Creates a queued run. */
export function createRun(store: Storage, name = 'calm-sail-1'): string {
  return store.createRuns([{ config: runConfig(), name }])[0]!.id;
}

/** Creates a run with the epochs 0 to count - 1, where every tenth has validation and an evaluated training set, and leaves it running. */
export function recordRun(store: Storage, config: RunConfig, count: number, name = 'calm-sail-1'): string {
  const { id } = store.createRuns([{ config, name }])[0]!;
  store.startRun(id, 'float64');
  const epochs = Array.from({ length: count }, (_, epoch) => ({
    epoch,
    loss: 1 / (epoch + 1),
    dataLoss: 1 / (epoch + 2),
    penalties: [[0, 0.1 / (epoch + 1), 0, 0.2 / (epoch + 1)] as const],
    ...(epoch % 10 === 0 && { validationLoss: 1 / (epoch + 1.5), evaluatedDataLoss: 1 / (epoch + 3) }),
  }));
  store.appendEpochs(id, epochRows(config, epochs), count);
  return id;
}

/** The AppError that `action` throws. */
export function errorOf(action: () => unknown): AppError {
  try {
    action();
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
    throw thrown;
  }
  throw new Error('nothing was thrown');
}
