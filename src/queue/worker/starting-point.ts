import { denseShapes, featuresOf, type TrainingConfig } from '#engine';
import { decodeCheckpoint, type TrainingTask } from '#workers';
import { callScript } from '../connection/index.ts';
import { decodeCheckpointFields, hostKeys, type JobData, limits, WireError } from '../wire/index.ts';
import { commandTrouble, type WorkerContext } from './context.ts';
import { insist } from './insist.ts';

/**
 * Makes this attempt the one that reports about its run, and finds where it starts: the run's checkpoint, or nothing if none fits. Resolves
 * to null if a newer attempt has the run.
 */
export async function claimRun(
  context: WorkerContext,
  job: JobData,
  attempt: number,
  signal: AbortSignal,
): Promise<Pick<TrainingTask, 'from'> | null> {
  const keys = [hostKeys(job.host).checkpoint(job.run)];
  const claim = () =>
    callScript(context.redis, 'claimCheckpoint', keys, [job.generation, attempt, limits.keptMs]);
  const fields = await insist(claim, signal, commandTrouble(context));
  if (fields === null) return null;
  if (!Array.isArray(fields) || fields.length === 0) return { from: null };
  try {
    return { from: requireMatching(job, fields as (Buffer | null)[]) };
  } catch (thrown) {
    const why = (thrown as Error).message;
    context.say(`warning: run ${job.run} starts from the beginning: its checkpoint cannot be used: ${why}`);
    return { from: null };
  }
}

/** Throws Error if it is damaged, or of another run. */
function requireMatching(job: JobData, fields: readonly (Buffer | null)[]): TrainingTask['from'] {
  const { epoch, stage, bytes } = decodeCheckpointFields(job, fields);
  const config = stage === job.ancestry.length ? job.config : job.ancestry[stage]?.config;
  if (config === undefined) throw new WireError(`it is from stage ${stage} of ${job.ancestry.length}`);
  const { state } = decodeCheckpoint(bytes);
  if (state.epoch !== epoch) throw new WireError(`it is from epoch ${state.epoch}, not ${epoch}`);
  const [had, needed] = [state.parameters.map(({ length }) => length), parameterLengths(config)];
  if (had.join() !== needed.join()) throw new WireError('it is from another network');
  return { stage, checkpoint: bytes };
}

/** Lengths of weights and biases of each dense layer, in forward order. */
function parameterLengths({ layers, dataset }: TrainingConfig): number[] {
  return denseShapes(layers, featuresOf(dataset)).flatMap(({ inputs, units }) => [inputs * units, units]);
}
