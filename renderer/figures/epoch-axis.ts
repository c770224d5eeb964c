import type { AxisRange } from '../figure/ticks.ts';
import { formatTicks, linearTicks } from '../figure/ticks.ts';

/** Positions of epochs on an x axis. */
export interface EpochAxis {
  position(epoch: number): number;
  readonly range: AxisRange;
  readonly ticks: readonly { readonly position: number; readonly label: string }[];
  /** Between the slot for epoch 0 and the first decade; null on a linear axis. */
  readonly breakAt: number | null;
}

/** Decades between epoch 1 and the slot for 0. */
const slotDecades = 0.5;

/** An axis from `first` to `last`; a logarithmic one gives epoch 0 a slot, since snapshots are log-spaced from there. */
export function epochAxis(first: number, last: number, logarithmic: boolean): EpochAxis {
  if (!logarithmic) {
    const range = { min: first, max: Math.max(first + 1, last) };
    const values = linearTicks(range, 7, true);
    const labels = formatTicks(values);
    return {
      position: (epoch) => epoch,
      range,
      ticks: values.map((position, index) => ({ position, label: labels[index]! })),
      breakAt: null,
    };
  }
  // A fork's snapshots are log-spaced from its branch epoch.
  const position = (epoch: number): number => (epoch <= first ? -slotDecades : Math.log10(epoch - first));
  const decades = Math.floor(Math.log10(Math.max(1, last - first)) + 1e-9);
  const epochs = [first, ...Array.from({ length: decades + 1 }, (_, power) => first + 10 ** power)];
  const labels = formatTicks(epochs);
  return {
    position,
    range: { min: -slotDecades, max: Math.max(0.5, position(last)) },
    ticks: epochs.map((epoch, index) => ({ position: position(epoch), label: labels[index]! })),
    breakAt: -slotDecades / 2,
  };
}
