import { AppError, isLive, type Maker, type RunDetail, type Verification } from '#api';
import { epochRowLength, type FinalMetrics } from '#engine';
import { firstDifference, isSameNumber } from '#experiments';
import type { Store } from '#storage';
import { createPool, type Pool, type RunOutcome, type TrainerLauncher } from '#workers';
import type { Compute } from './compute.ts';
import { makerHere, makerOf } from './makers.ts';
import { requireKnownConfig } from './known-config.ts';
import { tableChunksOf } from './table-of-run.ts';
import { trainerTrouble } from './trouble.ts';

type Difference = Omit<Extract<Verification, { equal: false }>, 'makers'>;

export interface Verifier {
  /** See `Lambdascope.verifyRun`. */
  verify(id: string, onProgress: (epoch: number) => void, signal?: AbortSignal): Promise<Verification>;
  /** Ends all verifications in progress. */
  close(): Promise<void>;
}

/** Retrains stored runs in separate processes, beside the pool, and writes nothing. */
export function createVerifier(
  store: Pick<Store, 'getRun' | 'ancestryOf' | 'readEpochRows' | 'readTableChunk'>,
  launcher: TrainerLauncher,
  compute: Pick<Compute, 'cores' | 'threads'>,
): Verifier {
  const pools = new Set<Pool>();

  async function verify(
    id: string,
    onProgress: (epoch: number) => void,
    signal?: AbortSignal,
  ): Promise<Verification> {
    const run = await store.getRun(id);
    requireVerifiable(run);
    const task = {
      config: run.config,
      ancestry: await store.ancestryOf(id),
      from: null,
    };
    let nextEpoch = run.branch?.epoch ?? 0;
    const rowLength = epochRowLength(run.config.layers.filter(({ kind }) => kind === 'dense').length);
    const result = Promise.withResolvers<Verification>();
    let here: Maker | null = null;
    const nothing = (): void => undefined;
    const pool = createPool({
      launcher,
      ...{ size: 1, cores: compute.cores.cores, threads: compute.threads },
      listener: {
        started: (_, kernelVariant, v8Version) => void (here = makerHere(kernelVariant, v8Version)),
        replaying: (_, epoch) => onProgress(epoch),
        epochs: (_, rows, rowCount) =>
          compare(rows, rowCount).catch((thrown: unknown) => result.reject(lost(run, thrown))),
        ended: (_, outcome) => conclude(outcome),
        trainersFailing(trouble) {
          if (trouble === null) return;
          const { reason, advice } = trainerTrouble(trouble);
          result.reject(new AppError('workerFailed', `${reason}; ${advice}`));
        },
        ...{
          threads: nothing,
          checkpoint: nothing,
          snapshots: nothing,
          paused: nothing,
          continued: nothing,
          waiting: nothing,
        },
      },
      onDefect: result.reject,
    });
    pools.add(pool);

    async function compare(rows: Float64Array, rowCount: number): Promise<void> {
      const count = Math.min(rowCount, run.epochsDone - nextEpoch);
      const stored = await store.readEpochRows(id, nextEpoch, count);
      const difference = firstDifference(stored, rows.subarray(0, count * rowLength), rowLength, nextEpoch);
      nextEpoch += count;
      onProgress(nextEpoch);
      if (difference !== null) part({ equal: false, ...difference });
      else if (nextEpoch === run.epochsDone && run.status !== 'completed') result.resolve(equal(run));
    }

    function part(difference: Difference): void {
      result.resolve({ ...difference, makers: { stored: makerOf(run), here: here! } });
    }

    /** Does nothing if there is a result already. */
    function conclude(outcome: RunOutcome): void {
      const { status, error } = outcome;
      if (status === 'failed' || status === 'interrupted') {
        result.reject(new AppError('workerFailed', error ?? 'the verification was interrupted'));
      } else if (nextEpoch < run.epochsDone) {
        part(differ(nextEpoch, 'epoch', nextEpoch, null));
      } else {
        const difference = compareEnds(run, outcome);
        if (difference === null) result.resolve(equal(run));
        else part(difference);
      }
    }

    const stop = (): void => result.reject(signal!.reason);
    signal?.addEventListener('abort', stop);
    try {
      signal?.throwIfAborted();
      pool.submit({ id, task: () => task, tableChunk: tableChunksOf(store, run.config.dataset) });
      return await result.promise;
    } finally {
      signal?.removeEventListener('abort', stop);
      await pool.close();
      pools.delete(pool);
    }
  }

  return {
    verify,
    async close() {
      await Promise.all([...pools].map((pool) => pool.close()));
    },
  };
}

/** Throws notReadable or conflict, with the reason why the run cannot be compared with a retrained one. */
function requireVerifiable(run: RunDetail): void {
  requireKnownConfig(run);
  const refuse = (reason: string): never => {
    throw new AppError('conflict', `run ${run.name} (${run.id}) ${reason}`, { details: { id: run.id } });
  };
  if (isLive(run.status)) refuse(`is ${run.status}: it can be verified once it has ended`);
  if (run.epochsDone === (run.branch?.epoch ?? 0))
    refuse('has no recorded epoch: there is nothing to verify');
  if (run.missingEpochs > 0) {
    refuse(`has lost ${run.missingEpochs} of its recorded epochs, so it cannot be verified`);
  }
}

/** If the run was deleted meanwhile, says that instead of what failed. */
function lost({ id, name }: RunDetail, thrown: unknown): AppError {
  const error = AppError.from(thrown);
  if (error.code !== 'notFound') return error;
  return new AppError('notFound', `run ${name} (${id}) was deleted while it was being verified`);
}

function compareEnds({ final, digest, epochsDone }: RunDetail, outcome: RunOutcome): Difference | null {
  if (final === null) return null;
  for (const name of Object.keys(final) as (keyof FinalMetrics)[]) {
    const computed = outcome.final?.[name];
    if (!isSameNumber(final[name], computed))
      return differ(epochsDone, `final.${name}`, final[name], computed ?? null);
  }
  return digest === null || digest === outcome.digest ? null : differ(epochsDone, 'digest', null, null);
}

function equal({ epochsDone, digest }: RunDetail): Verification {
  return { equal: true, epochs: epochsDone, digest };
}

function differ(epoch: number, metric: string, stored: number | null, computed: number | null): Difference {
  return { equal: false, epoch, metric, stored, computed };
}
