import type { RunConfig, RunConfigInput } from '#api';
import type { Dice } from '../fuzz-rounds.fixture.ts';
import { openConnection } from './connection.ts';
import { penalizedLayersOf } from './dense-layers.ts';
import { epochRows, runConfig, temporaryStore, type EpochValues, type TestStore } from './store-fixture.ts';

// A randomly drawn history of runs that differ in everything a filter can ask for.

const losses = [0, 0.1, 0.25, 0.5, 1, 1e-320, 1e308, Infinity, NaN];
const words = [
  'otter',
  'Zürich',
  'Zu\u0308rich',
  'two words',
  '100%_',
  'a "b" \\',
  '日本',
  'run 2',
  'run 10',
];

/** Recorded values of a run, by epoch. */
export type Recorded = ReadonlyMap<number, EpochValues>;

export interface DrawnHistory {
  readonly store: TestStore;
  /** Epochs that each run recorded itself, by run id. */
  readonly recorded: ReadonlyMap<string, Recorded>;
}

function drawConfig(dice: Dice): RunConfigInput {
  const lambda = (): number => dice.pick([0, 0, 1e-5, 1e-3, 0.1]);
  const dense = (units: number) => ({
    ...{ kind: 'dense' as const, units, weightRegularizerL1: lambda(), weightRegularizerL2: lambda() },
    ...{ biasRegularizerL1: lambda(), biasRegularizerL2: lambda() },
  });
  const kind = dice.pick(['spiral', 'moons']);
  const learningRate = dice.pick([0.001, 0.05, 1]);
  return {
    dataset: { kind, samplesPerClass: dice.pick([20, 100]) },
    layers: [
      dense(dice.pick([2, 64])),
      { kind: dice.pick(['relu', 'tanh']) },
      ...(dice.chance(0.3) ? [{ kind: 'dropout' as const, rate: 0.25 }] : []),
      dense(kind === 'spiral' ? 3 : 2),
      { kind: 'softmax' },
    ],
    optimizer: dice.pick([
      { kind: 'adam', learningRate },
      { kind: 'sgd', learningRate, nesterov: dice.chance(0.5), momentum: 0.9 },
    ]),
    test: { samplesPerClass: 10 },
    batchSize: dice.pick([null, 9, 32]),
    seed: dice.below(4),
    epochs: dice.pick([50, 500]),
  } as RunConfigInput;
}

function drawEpochs(dice: Dice, from: number, config: RunConfig): EpochValues[] {
  // A layer without lambdas has no penalty.
  const penalized = new Set(penalizedLayersOf(config));
  const penalty = (layer: number): number => (penalized.has(layer) ? dice.pick(losses) : 0);
  return Array.from({ length: dice.below(24) }, (_, at) => ({
    epoch: from + at,
    loss: dice.pick(losses),
    dataLoss: dice.pick(losses),
    penalties: [0, 1].map((layer) => [0, penalty(layer), 0, 0] as const),
    ...(dice.chance(0.7) && { validationLoss: dice.pick(losses), evaluatedDataLoss: dice.pick(losses) }),
  }));
}

/** Draws `count` runs: some are forks of others, some imported, some never started. Times are fixed, in 2026. */
export function drawHistory(dice: Dice, count: number): DrawnHistory {
  const store = temporaryStore();
  const recorded = new Map<string, Recorded>();
  for (let run = 0; run < count; run++) {
    const config = runConfig(drawConfig(dice));
    const parentId = dice.chance(0.3) && recorded.size > 0 ? dice.pick([...recorded.keys()]) : null;
    const epoch = parentId === null ? 0 : dice.below(12);
    const branch = parentId === null ? {} : { branch: { parentId, epoch, ancestry: [] } };
    const tags = words.filter(() => dice.chance(0.15));
    const [created] = store.createRuns([{ config, name: dice.pick(words), tags, ...branch }]);
    const id = created!.id;
    if (dice.chance(0.2)) store.updateRun({ id, notes: dice.pick(words) });
    const epochs = drawEpochs(dice, epoch, config);
    recorded.set(id, new Map(epochs.map((values) => [values.epoch, values])));
    if (dice.chance(0.1)) {
      recorded.set(id, new Map());
      continue;
    }
    store.startRun(id, 'float64');
    store.appendEpochs(id, epochRows(config, epochs), epochs.length);
    end(store, id, dice);
  }
  settle(store, dice);
  return { store, recorded };
}

function end(store: TestStore, id: string, dice: Dice): void {
  const metrics = () => ({
    dataLoss: dice.pick(losses),
    accuracy: 0.5,
    validationLoss: dice.pick(losses),
    validationAccuracy: dice.pick([0, 0.5, 1]),
  });
  const kind = dice.below(4);
  if (kind === 0) return; // still running
  if (kind === 1) return store.endRuns([[id, { status: 'diverged', divergedAt: dice.below(20) }]]);
  if (kind === 2) return store.endRuns([[id, { status: 'failed', error: dice.pick(words) }]]);
  const test = { dataLoss: dice.pick(losses), accuracy: 1 };
  store.endRuns([
    [
      id,
      {
        status: 'completed',
        final: metrics(),
        averaged: metrics(),
        test,
        digest: 'AB12',
        stoppedEarly: dice.chance(0.5),
      },
    ],
  ]);
  if (dice.chance(0.5)) store.revealTest(id);
}

/** Sets times and durations independently of the clock, and where some runs come from. */
function settle(store: TestStore, dice: Dice): void {
  const db = openConnection(store.identity().file);
  db.exec(`DROP TRIGGER runs_ended_are_immutable;
    INSERT INTO imports VALUES (1, 'mmmmmmmmm1', 'Zürich.csv', '2026-01-02T00:00:00.000Z', NULL)`);
  const times = ['2026-01-30T23:59:59.999Z', '2026-01-31T12:00:00.000Z', '2026-02-01T00:00:00.000Z'];
  const update = db.prepare(
    `UPDATE runs SET created_at = ?, started_at = iif(started_at IS NULL, NULL, ?), ended_at = iif(ended_at IS NULL, NULL, ?),
       trained_ms = ?, running_since = NULL, import_id = ?, origin = ? WHERE run_id = ?`,
  );
  for (const run of db.prepare<[], number>(`SELECT run_id FROM runs`).pluck().all()) {
    const brought = dice.chance(0.2) ? 1 : null;
    const origin = brought === null ? null : dice.pick([null, 'csv', 'mlflow']);
    update.run(
      dice.pick(times),
      dice.pick(times),
      dice.pick(times),
      dice.pick([0, 1500, 90_000]),
      brought,
      origin,
      run,
    );
  }
  db.close();
}
