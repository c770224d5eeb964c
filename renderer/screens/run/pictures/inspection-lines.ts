import { nearZeroThresholds, type LayerConfig } from '#api';
import type { EpochLine } from '../../../figures/epoch-lines.ts';
import { metricSlot } from '../run-lines.ts';
import type { Inspection, LayerInspection } from './inspect-snapshot.ts';
import { densePlaces } from '#words';

type Known = readonly (Inspection | undefined)[];

/** A line for each dense layer; `known` has an entry per snapshot, undefined until it was inspected. */
function layerLines(
  layers: readonly LayerConfig[],
  known: Known,
  value: (layer: LayerInspection) => number | null,
  look: Pick<EpochLine, 'dash'> & { readonly suffix?: string } = { dash: 'solid' },
): EpochLine[] {
  return densePlaces(layers).map(({ dense, label }) => ({
    label: look.suffix === undefined ? label : `${label}, ${look.suffix}`,
    slot: metricSlot(`layerPenalties.${dense}`),
    dash: look.dash,
    values: known.map((inspection) => (inspection ? value(inspection.layers[dense]!) : null)),
  }));
}

export type Norm = 'l1' | 'l2';

/** The norm of each layer's weights. */
export function normLines(layers: readonly LayerConfig[], known: Known, norm: Norm): EpochLine[] {
  return layerLines(layers, known, (layer) => layer[norm]);
}

/** The share of each layer's weights, 0 to 1, whose magnitude is at most `threshold`, one of `nearZeroThresholds`. */
export function nearZeroLines(layers: readonly LayerConfig[], known: Known, threshold: number): EpochLine[] {
  const place = nearZeroThresholds.indexOf(threshold);
  return layerLines(layers, known, ({ nearZero, weights }) => nearZero[place]! / weights);
}

/** Gradients of each layer's weights: of the data loss and, dotted, of the penalty if the layer has one. */
export function gradientLines(layers: readonly LayerConfig[], known: Known): EpochLine[] {
  const data = layerLines(layers, known, ({ gradient }) => gradient?.dataLoss ?? null, {
    dash: 'solid',
    suffix: 'data loss',
  });
  const penalty = layerLines(layers, known, ({ gradient }) => gradient?.penalty ?? null, {
    dash: 'dotted',
    suffix: 'penalty',
  });
  return [...data, ...penalty.filter(({ values }) => values.some((value) => value !== null && value !== 0))];
}

/** The number of units of each ReLU layer that no sample activates. */
export function deadLines(layers: readonly LayerConfig[], known: Known): EpochLine[] {
  return densePlaces(layers)
    .filter(({ outputKind }) => outputKind === 'ReLU')
    .map(({ dense, label, output }) => {
      const units = layers.filter((layer) => layer.kind === 'dense')[dense]!.units;
      return {
        label: `${label} (${units} units)`,
        slot: metricSlot(`layerPenalties.${dense}`),
        dash: 'solid' as const,
        values: known.map((inspection) => {
          return inspection?.dead?.find(({ layer }) => layer === output)?.dead.length ?? null;
        }),
      };
    });
}
