import { denseLayerName, type LayerConfig, type PenaltyPart, type SeriesMetric } from '#api';
import type { FigureTable } from '#figure';
import { lambdaWords } from '#words';

/** One term of a loss. */
export interface LossPart {
  readonly metric: SeriesMetric;
  readonly label: string;
  /** Dense layer of a penalty, counted from 0; null for the data loss. */
  readonly layer: number | null;
  readonly part: PenaltyPart | null;
}

/** The data loss and every penalty whose lambda is not 0, in forward order. */
export function lossParts(layers: readonly LayerConfig[]): LossPart[] {
  const dense = layers.filter((layer) => layer.kind === 'dense');
  const penalties = dense.flatMap((layer, index) =>
    lambdaWords
      .filter(({ field }) => layer[field] !== 0)
      .map(({ part, norm, of }): LossPart => ({
        metric: `layerPenalties.${index}.${part}`,
        label: `${denseLayerName(index)}, ${of} ${norm}`,
        layer: index,
        part,
      })),
  );
  return [{ metric: 'dataLoss', label: 'data loss', layer: null, part: null }, ...penalties];
}

/** What was recorded of a run, by metric. */
type RunPoints = ReadonlyMap<SeriesMetric, { readonly epochs: Float64Array; readonly values: Float64Array }>;

/** The terms of a loss at some of its epochs. */
export interface StackedLoss {
  readonly epochs: readonly number[];
  /** One array per part, as long as `epochs`. NaN from the epoch at which the run diverged. */
  readonly values: readonly (readonly number[])[];
}

/**
 * From every stretch of the axis, the epochs with the lowest and highest loss, so that no spike is lost, together with the parts at those
 * epochs. `position` maps an epoch to its place between `from` and `to`.
 */
export function stackLoss(
  parts: readonly LossPart[],
  points: RunPoints,
  axis: { position(epoch: number): number; readonly range: { readonly min: number; readonly max: number } },
  stretches = 400,
): StackedLoss {
  const series = parts.map(({ metric }) => points.get(metric));
  const epochs = series[0]?.epochs ?? new Float64Array();
  const length = Math.min(epochs.length, ...series.map((one) => one?.values.length ?? 0));
  const total = (at: number): number => series.reduce((sum, one) => sum + one!.values[at]!, 0);
  const { min, max } = axis.range;
  const chosen: number[] = [];
  let stretch = -1;
  let [low, high] = [0, 0];
  const close = (): void => {
    if (stretch >= 0) chosen.push(...(low === high ? [low] : [Math.min(low, high), Math.max(low, high)]));
  };
  for (let at = 0; at < length; at++) {
    const place = Math.floor(((axis.position(epochs[at]!) - min) / (max - min)) * stretches);
    if (place !== stretch) {
      close();
      stretch = place;
      low = high = at;
    } else if (!(total(at) >= total(low))) low = at;
    else if (total(at) > total(high)) high = at;
  }
  close();
  return {
    epochs: chosen.map((at) => epochs[at]!),
    values: series.map((one) => chosen.map((at) => one!.values[at]!)),
  };
}

/** The same parts as fractions of their sum, 0 to 1; NaN if the sum is 0 or not finite. */
export function asShares({ epochs, values }: StackedLoss): StackedLoss {
  const totals = epochs.map((_, at) => values.reduce((sum, one) => sum + one[at]!, 0));
  return {
    epochs,
    values: values.map((one) => one.map((value, at) => (totals[at] === 0 ? NaN : value / totals[at]!))),
  };
}

/** The numbers of a stack, with their sum. */
export function lossTable(parts: readonly LossPart[], { epochs, values }: StackedLoss): FigureTable {
  return {
    columns: ['epoch', ...parts.map(({ label }) => label), 'sum'],
    rows: epochs.map((epoch, at) => {
      const cells = values.map((one) => one[at]!);
      return [epoch, ...cells, cells.reduce((sum, value) => sum + value, 0)];
    }),
  };
}
