import type { PoolListener } from '#workers';
import { limits } from '../wire/index.ts';
import type { Attempt } from './attempt.ts';
import type { WorkerContext } from './context.ts';

/** Sends hosts the events of the local pool about their runs. */
export function createListener(
  { identity, troubles, say }: WorkerContext,
  attemptOf: (id: string) => Attempt,
  over: (attempt: Attempt, end: Awaited<ReturnType<Attempt['end']>>, error: string | undefined) => void,
): PoolListener {
  return {
    async started(id, kernelVariant, v8Version) {
      const { name, machine, platform } = identity;
      await attemptOf(id).send({ kind: 'started', kernelVariant, v8Version, name, machine, platform });
    },
    threads: (id, threads) => attemptOf(id).send({ kind: 'threads', threads }),
    replaying: (id, epoch) => attemptOf(id).send({ kind: 'replaying', epoch }),
    epochs: (id, rows, rowCount) => attemptOf(id).send({ kind: 'epochs', rowCount }, rows),
    checkpoint: (id, epoch, bytes) => attemptOf(id).keepCheckpoint(epoch, bytes),
    async snapshots(id, snapshots) {
      for (const { epoch, parameters } of snapshots) {
        if (parameters.byteLength > limits.bodyBytes) continue; // loses a picture, but no row
        await attemptOf(id).send({ kind: 'snapshot', epoch }, parameters);
      }
    },
    paused: (id) => attemptOf(id).send({ kind: 'paused' }),
    continued: (id) => attemptOf(id).send({ kind: 'continued' }),
    async ended(id, outcome) {
      const attempt = attemptOf(id);
      over(attempt, await attempt.end(outcome), outcome.error);
    },
    waiting(id, problem) {
      if (problem !== null) say(`warning: run ${attemptOf(id).data.run} waits: ${problem.message}`);
    },
    trainersFailing(trouble) {
      const advice = trouble?.advice ? `; ${trouble.advice}` : '';
      troubles.set('trainers', trouble && `no training process can be started: ${trouble.reason}${advice}`);
    },
  };
}
