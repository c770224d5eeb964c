import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { kernelVariant, type TrainingConfig } from '#engine';
import { runConfigSchema } from '#experiments';
import type { QueuedRun, QueueHost, Submission, TrainingTask } from '#workers';
import { callScript, isRefusal } from '../connection/index.ts';
import {
  addingOptions,
  encodeWish,
  hostKeys,
  jobDataSchema,
  jobIdOf,
  jobOptions,
  limits,
  prefix,
  queueName,
  saveArguments,
  wireVersion,
} from '../wire/index.ts';
import { checkpointEpoch } from './checkpoint-epoch.ts';
import type { TableKeeper } from './table-keeper.ts';

/** Runs that are prepared at the same time. */
const runsAtATime = 20;

/** Puts runs into the queues for their kernels. */
export interface Submitter {
  /** Runs that the queue did not accept wait for the next call. */
  add(runs: readonly QueuedRun[]): void;
  /** True for a run that waits here and is not in any queue yet. */
  isPending(id: string): boolean;
  /** Removes the run if no worker has it; returns whether it did. */
  remove(run: Submission): Promise<boolean>;
  /** Which of the runs are in no queue. */
  missing(runs: readonly Submission[]): Promise<Submission[]>;
  close(): Promise<void>;
}

/** Every queue that a run of this host may be in. */
export function queueNames(): string[] {
  return (['float64', 'float32'] as const).map((precision) => queueName(kernelVariant(precision)));
}

export function createSubmitter(redis: Redis, host: QueueHost, tables: TableKeeper): Submitter {
  const keys = hostKeys(host.id);
  const queues = new Map(
    queueNames().map((name) => {
      const queue = new Queue(name, { ...addingOptions, connection: redis });
      queue.on('error', () => undefined); // the connection reports its own errors
      return [name, queue];
    }),
  );
  let pending: QueuedRun[] = [];
  const adding = new Map<string, Promise<void>>();
  let work: Promise<void> | null = null;
  let isClosed = false;

  async function addPending(): Promise<void> {
    let isRefused = false;
    while (pending.length > 0 && !isClosed && !isRefused) {
      // Runs that the user waits for come first.
      pending.sort((a, b) => Number(a.background) - Number(b.background));
      const next = pending.splice(0, runsAtATime);
      for (const run of next)
        adding.set(
          run.id,
          submit(run).then((isDone) => {
            adding.delete(run.id);
            if (isDone) return;
            isRefused = true;
            pending.push(run);
          }),
        );
      await Promise.all(adding.values());
    }
    work = null;
  }

  /** False if the queue accepts nothing now. A run that fails for another reason is found to be missing, and added again. */
  async function submit(run: QueuedRun): Promise<boolean> {
    try {
      const task = await readTask(run);
      if (task === null || isClosed) return true;
      await tables.put(task.config);
      await putWish(run);
      await removeOlder(run);
      await putCheckpoint(run, task);
      await addJob(run, task);
    } catch (thrown) {
      if (isRefusal(thrown)) return false;
      if (!isClosed) host.log(`run ${run.id} could not be given to the queue: ${String(thrown)}`);
    }
    return true;
  }

  async function readTask({ id }: QueuedRun): Promise<TrainingTask | null> {
    try {
      return await host.task(id);
    } catch (thrown) {
      await host.refused(id, thrown instanceof Error ? thrown.message : String(thrown));
      return null;
    }
  }

  /** Workers that still have an older submission withdraw when they read it. */
  async function putWish({ id, generation, held }: QueuedRun): Promise<void> {
    if (generation === 1 && !held) return;
    await redis.hset(keys.wishes, id, encodeWish({ generation, wish: held ? 'pause' : 'continue' }));
    await redis.publish(keys.wishHints, id);
  }

  /** Removes older submissions that no worker has; a worker that has one reads the wish. */
  async function removeOlder({ id, generation }: QueuedRun): Promise<void> {
    if (generation === 1) return;
    const older = jobIdOf(host.id, id, generation - 1);
    await Promise.all([...queues.values()].map((queue) => queue.remove(older)));
  }

  async function putCheckpoint({ id, generation }: QueuedRun, { from }: TrainingTask): Promise<void> {
    if (from === null || from.checkpoint.length > limits.checkpointBytes) return;
    const epoch = checkpointEpoch(from.checkpoint);
    const checkpoint = { epoch, stage: from.stage, bytes: from.checkpoint };
    const owner = { host: host.id, run: id, generation };
    await callScript(redis, 'saveCheckpoint', [keys.checkpoint(id)], saveArguments(owner, 0, checkpoint));
  }

  async function addJob(run: QueuedRun, { config, ancestry }: TrainingTask): Promise<void> {
    const owner = { host: host.id, run: run.id, generation: run.generation };
    const data = jobDataSchema.parse({
      v: wireVersion,
      ...owner,
      config: plain(config),
      ancestry: ancestry.map((stage) => ({ until: stage.until, config: plain(stage.config) })),
    });
    const bytes = JSON.stringify(data).length;
    if (bytes > limits.jobBytes) {
      return host.refused(run.id, `its config takes ${bytes} bytes; allowed for workers: ${limits.jobBytes}`);
    }
    await queues
      .get(queueName(kernelVariant(config.precision)))!
      .add('run', data, jobOptions(owner, run.background));
  }

  const jobKeys = ({ id, generation }: Submission): string[] =>
    [...queues.keys()].map((name) => `${prefix}:${name}:${jobIdOf(host.id, id, generation)}`);
  const isPending = (id: string): boolean => adding.has(id) || pending.some((run) => run.id === id);

  return {
    add(runs) {
      pending.push(...runs);
      if (pending.length > 0) work ??= addPending();
    },
    isPending,
    async remove(run) {
      await adding.get(run.id);
      if (pending.some(({ id }) => id === run.id)) {
        pending = pending.filter(({ id }) => id !== run.id);
        return true;
      }
      const jobId = jobIdOf(host.id, run.id, run.generation);
      const exists = await redis.exists(jobKeys(run));
      if (exists === 0) return false;
      const removed = await Promise.all([...queues.values()].map((queue) => queue.remove(jobId)));
      return (await redis.exists(jobKeys(run))) === 0 && removed.some((count) => count === 1);
    },
    async missing(runs) {
      const asked = runs.filter(({ id }) => !isPending(id));
      const there = await Promise.all(asked.map((run) => redis.exists(jobKeys(run))));
      return asked.filter((_, index) => there[index] === 0);
    },
    async close() {
      isClosed = true;
      pending = [];
      await Promise.all([...queues.values()].map((queue) => queue.close()));
    },
  };
}

/** A run's config as plain data, without fields that only its lists show. */
function plain(config: TrainingConfig): unknown {
  return runConfigSchema.parse(config);
}
