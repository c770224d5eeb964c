import type { ThreadCount } from '#api';
import { createNodeLauncher, createPool } from '#workers';
import { fail, type Finding, ok, warn } from './check.ts';
import { digestRows, knownDigest } from './known-digest.ts';
import { knownRun } from './known-run.ts';

/** Trains the known run in a separate process and compares its bits. */
export async function checkTraining(trainerEntry: string): Promise<Finding> {
  const { problem } = await trainKnownRun(trainerEntry, 'auto', 1);
  return problem === null ? ok('a training process starts and computes the expected bits') : fail(problem);
}

/** The same with two threads, if there are two cores. */
export async function checkThreads(trainerEntry: string, cores: number): Promise<Finding> {
  if (cores === 1) return ok('there is one core: one thread trains a run');
  const { problem, threads } = await trainKnownRun(trainerEntry, 2, 2);
  if (problem !== null) return fail(problem);
  if (threads === 2) return ok('two threads train a run to the expected bits');
  return warn('they are not available here: one thread trains a run, whatever --threads says');
}

/** `problem` is null if the bits are those expected; `threads` is how many trained it in the end. */
async function trainKnownRun(
  trainerEntry: string,
  threads: ThreadCount,
  cores: number,
): Promise<{ problem: string | null; threads: number }> {
  const batches: Float64Array[] = [];
  let used = 1;
  const ended = Promise.withResolvers<string | undefined>();
  const pool = createPool({
    ...{ size: 1, cores, threads, launcher: createNodeLauncher(trainerEntry) },
    listener: {
      started: () => undefined,
      threads: (_id, count) => void (used = count),
      epochs: (_id, rows) => void batches.push(rows),
      replaying: () => undefined,
      checkpoint: () => undefined,
      snapshots: () => undefined,
      paused: () => undefined,
      continued: () => undefined,
      ended: (_id, { error }) => ended.resolve(error),
      waiting: () => undefined,
      trainersFailing: (trouble) => ended.resolve(trouble?.reason),
    },
    onDefect: (error) => ended.resolve(String(error)),
  });
  pool.submit({ id: 'doctor', task: () => ({ config: knownRun, ancestry: [], from: null }) });
  const error = await ended.promise;
  await pool.close();
  const digest = digestRows(batches);
  const problem =
    error?.replaceAll('\n', ' ') ??
    (digest === knownDigest
      ? null
      : `a training process starts, but computes different bits from those expected (${digest.slice(0, 12)})`);
  return { problem, threads: used };
}
