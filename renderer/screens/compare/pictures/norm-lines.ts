import { parametersOfSnapshot, weightNorms, type RunSummary } from '#api';
import type { ChartSeries, Curve } from '#figure';
import { alongAxis, type EpochMap } from '../curve-transforms.ts';
import type { PicturedRun } from './pictured-runs.ts';
import type { Snapshot } from './useComparedSnapshots.ts';

/** The L2 norm of all weights of a network, without biases, at every epoch for which its parameters were kept. */
export function normCurve({ config }: Pick<RunSummary, 'config'>, snapshots: readonly Snapshot[]): Curve {
  const normOf = ({ parameters }: Snapshot): number =>
    Math.hypot(...weightNorms(parametersOfSnapshot(config, parameters)).map(({ weights }) => weights.l2));
  return {
    epochs: Float64Array.from(snapshots, ({ epoch }) => epoch),
    values: Float64Array.from(snapshots, normOf),
  };
}

/** Makes the lines of these norms; the same snapshots give the same curve. */
export function createNormLines() {
  const known = new WeakMap<readonly Snapshot[], Curve>();
  return (
    tiles: readonly PicturedRun[],
    snapshots: ReadonlyMap<string, readonly Snapshot[]>,
    axisOf: (run: RunSummary) => EpochMap,
  ): ChartSeries[] =>
    tiles.flatMap(({ run, slot }): ChartSeries[] => {
      const kept = snapshots.get(run.id);
      if (!kept || kept.length === 0) return [];
      const curve = known.get(kept) ?? normCurve(run, kept);
      known.set(kept, curve);
      const look = { key: `${run.id} norm`, group: run.id, label: run.name, role: 'train' as const, slot };
      return [{ ...look, ...alongAxis(curve, axisOf(run)) }];
    });
}
