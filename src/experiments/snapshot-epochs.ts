import { featuresOf, type TrainingConfig } from '#engine';

/** The most that one run's parameter snapshots may take, in bytes. */
export const snapshotBudgetBytes = 4 * 1024 ** 2;
/** Nobody looks through more pictures than this. */
const maxSnapshots = 64;
/** The number of snapshots per factor of 10; each grid is a subset of the finer one, so that a run with more epochs keeps its own. */
const densities = [16, 8, 4, 2, 1];

type SizedConfig = Pick<TrainingConfig, 'dataset' | 'layers' | 'epochs'>;

/**
 * The epochs at which a run's parameters are kept, ascending: its first, then log-spaced from there. Including the final parameters there
 * are at most 64 snapshots, taking at most `snapshotBudgetBytes` as float32; a network too large for that has none.
 * @param firstEpoch where the run starts; for a fork, the epoch of its branch
 */
export function snapshotEpochs(config: SizedConfig, firstEpoch = 0): number[] {
  const room = Math.min(maxSnapshots, Math.floor(snapshotBudgetBytes / snapshotBytes(config))) - 1;
  if (room < 1) return [];
  const grids = densities.map((density) => logSpaced(density, config.epochs - firstEpoch));
  const offsets = grids.find((grid) => grid.length <= room) ?? grids.at(-1)!.slice(-room);
  return offsets.map((offset) => firstEpoch + offset);
}

/** 0 and the powers of 10 ^ (1 / `density`) below `end`, as integers. */
function logSpaced(density: number, end: number): number[] {
  const epochs = new Set([0]);
  for (let power = 0; ; power++) {
    const epoch = Math.round(10 ** (power / density));
    if (epoch >= end) return [...epochs];
    epochs.add(epoch);
  }
}

/** Bytes of one snapshot: weights and biases of all dense layers as float32. */
function snapshotBytes({ dataset, layers }: SizedConfig): number {
  let width = featuresOf(dataset);
  let parameters = 0;
  for (const layer of layers) {
    if (layer.kind !== 'dense') continue;
    parameters += (width + 1) * layer.units;
    width = layer.units;
  }
  return 4 * parameters;
}
