import { type AreaMark, type Figure, type LegendEntry, oneAxis, type Tint } from '#figure';
import { formatCount, formatMetric, formatPercent } from '#words';
import type { EpochAxis } from './epoch-axis.ts';
import { asShares, type LossPart, lossTable, type StackedLoss } from './loss-parts.ts';

/** Opacity distinguishes the parts of one layer. */
const opacities = { weightL1: 0.55, weightL2: 0.85, biasL1: 0.25, biasL2: 0.4 };

export interface LossLook extends Pick<Figure, 'key' | 'message' | 'controls'> {
  readonly axis: EpochAxis;
  readonly isShare: boolean;
  /** The epoch that is held; null for none. */
  readonly at: number | null;
  /** Palette slot of a dense layer, counted from 0. */
  readonly slotOf: (layer: number) => number;
}

/** What the loss of a run consists of: the data loss, and on top of it every penalty of every layer, over the epochs. */
export function lossFigure(parts: readonly LossPart[], amounts: StackedLoss, look: LossLook): Figure {
  const { axis, isShare, at, slotOf, ...rest } = look;
  const stack = isShare ? asShares(amounts) : amounts;
  const tints = parts.map((part) => tintOf(part, slotOf));
  const marks = areasOf(parts, stack, tints, axis, isShare ? formatPercent : formatMetric);
  const tops = (marks.at(-1)?.data ?? []).map(({ y }) => y).filter(Number.isFinite);
  const highest = isShare ? 1 : Math.max(0, ...tops) * 1.04 || 1;
  return {
    ...rest,
    title: 'What the loss is made of',
    explanation:
      'The loss that training minimizes, taken apart: the data loss, and on it what every lambda adds. A thin band can steer as much as a thick one: what pulls a weight is the slope of its penalty, not its size.',
    finding: lossFinding(parts, amounts),
    legend: parts.map(({ label }, index): LegendEntry => ({ label, tint: tints[index]!, mark: 'square' })),
    plot: {
      kind: 'chart',
      isReadAlongX: true,
      x: { title: 'epoch', range: axis.range, ticks: axis.ticks, breakAt: axis.breakAt },
      y: oneAxis({ title: isShare ? 'share of the loss' : 'nats', range: { min: 0, max: highest } }),
      marks: [...(at === null ? [] : [{ kind: 'rule', x: axis.position(at) } as const]), ...marks],
    },
    table: lossTable(parts, stack),
  };
}

/** Anything but a penalty is grey: colour stands for the layer here. */
function tintOf({ layer, part }: LossPart, slotOf: LossLook['slotOf']): Tint {
  if (layer === null || part === null) return { role: 'muted', opacity: 0.3 };
  return { slot: slotOf(layer), opacity: opacities[part] };
}

/** Each part on top of those before it. */
function areasOf(
  parts: readonly LossPart[],
  { epochs, values }: StackedLoss,
  tints: readonly Tint[],
  axis: EpochAxis,
  format: (value: number) => string,
): AreaMark[] {
  const tops = epochs.map(() => 0);
  return parts.map(({ label }, part): AreaMark => ({
    kind: 'area',
    name: label,
    tint: tints[part]!,
    data: epochs.map((epoch, index) => ({
      x: axis.position(epoch),
      y: (tops[index]! += values[part]![index]!),
      title: `epoch ${formatCount(epoch)}`,
      lines: [`${label}: ${format(values[part]![index]!)}`],
    })),
  }));
}

/** The share of the penalties where the loss was last finite; null if it never was. */
export function lossFinding(parts: readonly LossPart[], { epochs, values }: StackedLoss): string | null {
  const at = epochs.findLastIndex((_, index) => values.every((one) => Number.isFinite(one[index])));
  if (at < 0) return null;
  const when = `At epoch ${formatCount(epochs[at]!)}`;
  if (parts.length === 1) return `${when} the data loss is all of it: every lambda is 0.`;
  const sum = values.reduce((total, one) => total + one[at]!, 0);
  const shares = parts.map(({ label }, index) => ({ label, value: values[index]![at]! }));
  const [largest] = shares.slice(1).sort((a, b) => b.value - a.value);
  const penalty = sum - values[0]![at]!;
  const broken = at + 1 < epochs.length ? ' After it the loss is no longer finite.' : '';
  return `${when} penalties are ${formatPercent(penalty / sum)} of the loss of ${formatMetric(sum)}; the largest is ${largest!.label}, ${formatMetric(largest!.value)}.${broken}`;
}
