import { type AxisRange, type AxisTick, labelledTicks, linearTicks } from '#figure';

/** Positions of epochs on an x axis. */
export interface EpochAxis {
  position(epoch: number): number;
  readonly range: AxisRange;
  readonly ticks: readonly AxisTick[];
  /** Between the slot for epoch 0 and the first decade; null on a linear axis. */
  readonly breakAt: number | null;
}

/** Decades between epoch 1 and the slot for 0. */
const slotDecades = 0.5;

/** An axis from `first` to `last`; a logarithmic one gives epoch 0 a slot, since snapshots are log-spaced from there. */
export function epochAxis(first: number, last: number, logarithmic: boolean): EpochAxis {
  if (!logarithmic) {
    const range = { min: first, max: Math.max(first + 1, last) };
    return {
      position: (epoch) => epoch,
      range,
      ticks: labelledTicks(linearTicks(range, 7, true)),
      breakAt: null,
    };
  }
  // A fork's snapshots are log-spaced from its branch epoch.
  const position = (epoch: number): number => (epoch <= first ? -slotDecades : Math.log10(epoch - first));
  const decades = Math.floor(Math.log10(Math.max(1, last - first)) + 1e-9);
  const epochs = [first, ...Array.from({ length: decades + 1 }, (_, power) => first + 10 ** power)];
  return {
    position,
    range: { min: -slotDecades, max: Math.max(0.5, position(last)) },
    ticks: labelledTicks(epochs, position),
    breakAt: -slotDecades / 2,
  };
}
