import { denseLayerName, type DenseParameters, type Histogram } from '#api';
import type { Figure, MarkedUnit } from '#figure';
import { drawnWidths, widestDrawn } from '../figure/weights/network-drawing.ts';
import { largestOf } from '../figure/weights/weight-reach.ts';
import { formatCount, formatMetric, formatPlural } from '#words';

/** The weights of a run at one of its epochs. */
interface Moment {
  /** Name of the run. */
  readonly name: string;
  readonly epoch: number;
}

/** Every weight as an edge of the network; a message if it is not read yet, or too wide to draw. */
export function networkFigure(
  { name, epoch }: Moment,
  layers: readonly DenseParameters[] | null,
  marked: MarkedUnit | null = null,
): Figure {
  const widths = layers && drawnWidths(layers);
  const at = `epoch ${formatCount(epoch)}`;
  const largest = (layers ?? []).map(
    ({ weights }, dense) => `${denseLayerName(dense)} ${formatMetric(largestOf(weights))}`,
  );
  return {
    key: `${name}-network-${epoch}`,
    title: 'Network',
    note: widths ? widths.join('–') : undefined,
    explanation:
      'Each line is a weight, the wider and stronger the larger it is beside the largest of its layer: layers cannot be compared by width.',
    finding: layers && `Largest weights at ${at}: ${largest.join(', ')}.`,
    message: messageOf(layers, widths),
    legend: [
      { label: 'above zero', tint: { slot: 0 }, mark: 'line' },
      { label: 'below zero', tint: { slot: 1 }, mark: 'line' },
    ],
    legendPlace: 'pictures',
    plot: {
      kind: 'network',
      label: `Network at ${at}: blue edges are weights above zero, orange ones below`,
      layers: layers ?? [],
      marked,
    },
    table: () => ({
      columns: ['layer', 'input', 'unit', 'weight'],
      rows: (layers ?? []).flatMap(({ weights, biases }, dense) =>
        Array.from(weights, (weight, index) => [
          denseLayerName(dense),
          Math.floor(index / biases.length) + 1,
          (index % biases.length) + 1,
          weight,
        ]),
      ),
    }),
  };
}

function messageOf(
  layers: readonly DenseParameters[] | null,
  widths: readonly number[] | null,
): string | null {
  if (!layers) return 'Reading the weights';
  return widths ? null : `Too wide to be drawn unit by unit: a layer has more than ${widestDrawn} units.`;
}

/** How a layer's weights are distributed, small, next to others; `label` is the layer's name, `slot` its palette slot. */
export function weightSpreadFigure(
  { name, epoch }: Moment,
  label: string,
  counted: Histogram,
  slot: number,
): Figure {
  const { edges, counts, notFinite } = counted;
  const finite = counts.reduce((sum, count) => sum + count, 0);
  const broken = notFinite > 0 ? `, ${formatCount(notFinite)} not finite` : '';
  const weights = `${formatPlural(finite + notFinite, 'weight')}${broken}`;
  const at = `epoch ${formatCount(epoch)}`;
  return {
    key: `${name}-weights-${label.replaceAll(' ', '-')}-${epoch}`,
    title: label,
    note: weights,
    finding: `${weights} at ${at}; the axis is that of all epochs.`,
    plot: {
      kind: 'spread',
      label: `Histogram of the weights of ${label} at ${at}`,
      counted,
      tint: { slot },
    },
    table: () => ({
      columns: ['from', 'to', 'count'],
      rows: Array.from(counts, (count, bin) => [edges[bin]!, edges[bin + 1]!, count]),
    }),
  };
}
