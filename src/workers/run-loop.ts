import {
  createTraining,
  engineVersion,
  evaluateTest,
  type FinalMetrics,
  kernelVariant,
  LostThreadError,
  type TableSamples,
  type SetMetrics,
  type Training,
} from '#engine';
import { snapshotEpochs } from '#experiments';
import { createCheckpointCadence } from './checkpoint-cadence.ts';
import { type Checkpoint, decodeCheckpoint, encodeCheckpoint } from './checkpoint.ts';
import { isOutOfMemory, withAdvice } from './exit-words.ts';
import { createNetworkWith, type ThreadCrew } from './crew.ts';
import { createMailbox, type Mailbox } from './mailbox.ts';
import { createMetricDigest, type MetricDigest } from './metric-digest.ts';
import type { CoreGrant, RunOutcome, TrainerReport, TrainerRequest, TrainingTask } from './protocol.ts';
import { readTable } from './read-table.ts';
import { replay } from './replay.ts';
import { createRowBatch } from './row-batch.ts';
import { sliceMs } from './slice.ts';
import { createSnapshots } from './snapshots.ts';

/** A run in this process. */
export interface RunLoop {
  /** Receives a request about this run. */
  receive(request: TrainerRequest): void;
  /**
   * Trains to the end and resolves to the outcome, once every row was sent. Rejects only with LostThreadError: then this process cannot
   * train anything more.
   */
  run(): Promise<RunOutcome>;
}

/** Drives one run: its ancestors' epochs unless a checkpoint makes that unnecessary, then its own. */
export function createRunLoop(
  runId: string,
  task: TrainingTask & CoreGrant,
  crew: ThreadCrew,
  post: (report: TrainerReport) => void,
): RunLoop {
  const mailbox = createMailbox(runId, post);
  crew.serve(task, (threads, wanted) => post({ kind: 'threads', runId, threads, wanted }));
  return {
    receive(request) {
      if (request.kind === 'cores') crew.grant(request);
      else mailbox.receive(request);
    },
    run: () => train(task, crew, mailbox).catch(failure).finally(crew.release),
  };
}

/** A task with the rows that it learns from; null for drawn data. */
type ReadyTask = TrainingTask & { readonly table: TableSamples | null };

async function train(task: TrainingTask, crew: ThreadCrew, mailbox: Mailbox): Promise<RunOutcome> {
  const { ancestry, config, from } = task;
  mailbox.post({
    kind: 'started',
    runId: mailbox.runId,
    kernelVariant: kernelVariant(config.precision),
    v8Version: process.versions.v8,
  });
  const checkpoint = from && decodeCheckpoint(from.checkpoint);
  const table = await readTable(config, mailbox);
  if (table === 'stopped') return { status: 'stopped' };
  const state = await replay({ ...task, table }, from?.stage ?? 0, checkpoint?.state, crew, mailbox);
  if (state === 'stopped') return { status: 'stopped' };
  const training = createTraining(config, { createNetwork: createNetworkWith(crew), from: state, table });
  const isOwn = from?.stage === ancestry.length;
  const digest = startDigest(task, checkpoint, isOwn, training.rowLength);
  await recordEpochs(task, training, digest, mailbox, isOwn);
  return outcomeOf({ ...task, table }, training, digest);
}

/** Null for a run whose bits are not this engine's own from its very first epoch on. */
function startDigest(
  { config }: TrainingTask,
  checkpoint: Checkpoint | null,
  isOwn: boolean,
  rowLength: number,
): MetricDigest | null {
  if (config.precision !== 'float64') return null;
  if (checkpoint === null) return createMetricDigest(rowLength);
  if (checkpoint.digest === null || checkpoint.engineVersion !== engineVersion) return null;
  return createMetricDigest(rowLength, isOwn ? checkpoint.digest : undefined);
}

/** Trains the run's own epochs in slices, and sends rows, checkpoints and snapshots on the way. */
async function recordEpochs(
  { ancestry, config }: TrainingTask,
  training: Training,
  digest: MetricDigest | null,
  mailbox: Mailbox,
  isResumed: boolean,
): Promise<void> {
  const { runId, post } = mailbox;
  const firstEpoch = ancestry.at(-1)?.until ?? 0;
  const rows = createRowBatch(mailbox, training.rowLength);
  const snapshots = createSnapshots(training, snapshotEpochs(config, firstEpoch), mailbox);
  const cadence = createCheckpointCadence();
  // Anyone can start from epoch 0 without a checkpoint.
  let keptEpoch = isResumed ? training.epoch : 0;

  async function saveCheckpoint(): Promise<void> {
    const { epoch } = training;
    if (epoch === keptEpoch || training.divergedAt !== null) return;
    snapshots.flush();
    await rows.flush();
    const bytes = encodeCheckpoint({
      engineVersion,
      digest: digest?.state() ?? null,
      state: training.state(),
    });
    post({ kind: 'checkpoint', runId, epoch, bytes });
    cadence.sent(bytes.length);
    keptEpoch = epoch;
  }

  /** False if there is no further epoch. */
  function slice(): boolean {
    const end = performance.now() + sliceMs;
    do {
      snapshots.look();
      const row = rows.next();
      if (training.advance(1, row) === 0) return false;
      digest?.record(row);
      rows.add();
    } while (!rows.isFull && training.epoch !== config.epochs - 1 && performance.now() < end);
    return true;
  }

  // A fork stores its starting point, so that its parent may be deleted.
  if (!isResumed) await saveCheckpoint();
  while (await mailbox.waitWhilePaused(saveCheckpoint)) {
    // The last epoch is validated only because it is the last; with more epochs it is trained again.
    if (cadence.isDue || training.epoch === config.epochs - 1) await saveCheckpoint();
    if (!slice()) break;
    if (!rows.isDue) continue;
    snapshots.flush();
    await rows.flush();
  }
  await rows.flush();
  // After the last epoch nothing remains to resume, but this keeps the run's final parameters, to the bit.
  await saveCheckpoint();
  if (training.divergedAt === null) snapshots.take();
  snapshots.flush();
}

function outcomeOf(task: ReadyTask, training: Training, digest: MetricDigest | null): RunOutcome {
  const { ancestry, config } = task;
  const { epoch, divergedAt, stoppedEarly } = training;
  if (divergedAt !== null) return { status: 'diverged', divergedAt };
  const isComplete = epoch === config.epochs || stoppedEarly;
  if (!isComplete && epoch === (ancestry.at(-1)?.until ?? 0)) return { status: 'stopped' };
  const final = training.evaluate();
  // The last update itself may overflow: then the following epoch is where the loss is not finite.
  if (!Number.isFinite(final.dataLoss)) return { status: 'diverged', divergedAt: epoch };
  const test = testOf(task, training);
  if (!isComplete) return { status: 'stopped', final, ...test };
  const { restoredEpoch } = training;
  const restored = restoredEpoch === null ? {} : { restoredEpoch };
  const ends = { ...restored, ...averagedOf(task, training), stoppedEarly };
  return { status: 'completed', final, ...test, ...ends, ...digestOf(task, final, digest) };
}

/** Empty if they are not known. */
function averagedOf(
  { config, table }: ReadyTask,
  training: Training,
): { averaged?: FinalMetrics; averagedTest?: SetMetrics } {
  const { averaged } = training;
  if (averaged === null) return {};
  const test = evaluateTest(config, averaged, { table });
  return { averaged: training.evaluate(averaged), ...(test && { averagedTest: test }) };
}

/** On a set that nobody has looked at before; whether anyone may now is not the trainer's decision. */
function testOf({ config, table }: ReadyTask, training: Training): { test?: SetMetrics } {
  const test = evaluateTest(config, training.state().parameters, { table });
  return test === null ? {} : { test };
}

function digestOf(task: TrainingTask, final: FinalMetrics, digest: MetricDigest | null): { digest?: string } {
  return digest === null ? {} : { digest: digest.end(final, task) };
}

/** A lack of memory is not the run's fault; it might succeed at another time. */
function failure(thrown: unknown): RunOutcome {
  if (thrown instanceof LostThreadError) throw thrown;
  const error = thrown instanceof Error ? thrown.message : String(thrown);
  return isOutOfMemory(error)
    ? { status: 'interrupted', error: withAdvice(error) }
    : { status: 'failed', error };
}
