import { createNodeLauncher, createPool } from '#workers';
import { fail, type Finding, ok } from './check.ts';
import { digestRows, knownDigest } from './known-digest.ts';
import { knownRun } from './known-run.ts';

/** Trains the known run in a process of its own and compares its bits. */
export async function checkTraining(trainerEntry: string): Promise<Finding> {
  const batches: Float64Array[] = [];
  const ended = Promise.withResolvers<string | undefined>();
  const pool = createPool({
    size: 1,
    launcher: createNodeLauncher(trainerEntry),
    listener: {
      started: () => undefined,
      epochs: (_id, rows) => void batches.push(rows),
      retracing: () => undefined,
      checkpoint: () => undefined,
      snapshot: () => undefined,
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
  if (error !== undefined) return fail(error.replaceAll('\n', ' '));
  const digest = digestRows(batches);
  if (digest === knownDigest) return ok('a training process starts, and computes the expected bits');
  return fail(`a training process starts, but computes other bits than expected (${digest.slice(0, 12)})`);
}
