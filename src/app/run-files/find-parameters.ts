import { AppError, type RunDetail } from '#api';
import { denseShapes, featuresOf } from '#engine';
import { snapshotBytes, type Store } from '#storage';
import { decodeCheckpoint } from '#workers';
import type { NamedArray } from './npz.ts';

type Parameters = readonly (Float64Array | Float32Array)[];

export interface FoundParameters {
  /** The parameters are those before this epoch's update; for an ended run, its number of epochs means those after the last update. */
  readonly epoch: number;
  readonly arrays: readonly NamedArray[];
}

/**
 * Parameters stored for a run: those of `epoch`, or the newest. Exact to the bit from a checkpoint, otherwise from a snapshot, which is
 * float32. Throws conflict, listing the available epochs, if there are none.
 */
export async function findParameters(
  store: Pick<Store, 'checkpointsOf' | 'snapshotSizes' | 'readSnapshots'>,
  run: RunDetail,
  epoch: number | undefined,
): Promise<FoundParameters> {
  const { id, config } = run;
  const snapshots = (await store.snapshotSizes(id)).filter(({ size }) => size === snapshotBytes(config));
  const checkpoints = await store.checkpointsOf(id);
  const epochs = [...new Set([...snapshots, ...checkpoints].map((kept) => kept.epoch))].sort((a, b) => a - b);
  const wanted = epoch ?? epochs.at(-1);
  if (wanted === undefined || !epochs.includes(wanted)) throw notKept(run, wanted, epochs);
  const checkpoint = checkpoints.find((kept) => kept.epoch === wanted);
  const exact = checkpoint && exactParameters(checkpoint.bytes);
  if (exact) return { epoch: wanted, arrays: nameArrays(config, exact) };
  const [snapshot] = await store.readSnapshots(id, [wanted]);
  if (snapshot?.parameters.byteLength !== snapshotBytes(config)) throw notKept(run, wanted, epochs);
  return { epoch: wanted, arrays: nameArrays(config, parts(config, snapshot.parameters)) };
}

/** null for a damaged checkpoint. */
function exactParameters(bytes: Uint8Array): Parameters | null {
  try {
    return decodeCheckpoint(bytes).state.parameters;
  } catch {
    return null;
  }
}

/** Weights and biases of each dense layer in turn. */
function parts(config: RunDetail['config'], all: Float32Array): Parameters {
  let offset = 0;
  return shapesOf(config).map((shape) => {
    const length = shape.reduce((product, size) => product * size, 1);
    return all.subarray(offset, (offset += length));
  });
}

function shapesOf({ layers, dataset }: RunDetail['config']): number[][] {
  return denseShapes(layers, featuresOf(dataset)).flatMap(({ inputs, units }) => [[inputs, units], [units]]);
}

/** `dense1_weights` [inputs, units], `dense1_biases` [units], ... */
function nameArrays(config: RunDetail['config'], parameters: Parameters): NamedArray[] {
  return shapesOf(config).map((shape, index) => ({
    name: `dense${(index >> 1) + 1}_${index % 2 === 0 ? 'weights' : 'biases'}`,
    shape,
    values: parameters[index]!,
  }));
}

function notKept({ id, name }: RunDetail, epoch: number | undefined, epochs: readonly number[]): AppError {
  const nearest = epochs
    .toSorted((a, b) => Math.abs(a - (epoch ?? 0)) - Math.abs(b - (epoch ?? 0)))
    .slice(0, 8)
    .sort((a, b) => a - b);
  const who = `run ${name} (${id}) has no stored parameters`;
  const message =
    epochs.length === 0
      ? `${who}; train it again to get some`
      : `${who} of epoch ${epoch}; the nearest: ${nearest.join(', ')}`;
  return new AppError('conflict', message, { details: { id } });
}
