import { type RunSummary, updatesPerEpoch } from '#api';
import type { AxisRange } from '#figure';
import { formatCount, formatDuration } from '#words';
import { sameEpochs, type EpochMap } from './curve-transforms.ts';

/** What the horizontal axis of a comparison counts. */
export type AxisKind = 'epoch' | 'updates' | 'time';

export interface AxisWords {
  readonly value: AxisKind;
  readonly label: string;
  /** The axis title. */
  readonly title: string;
  /** `At epoch 200`, `At 3,000 updates`, `At 4.2 s`. */
  readonly at: (place: number) => string;
  readonly explanation: string;
}

export const axisChoices: readonly AxisWords[] = [
  {
    value: 'epoch',
    label: 'Epochs',
    title: 'epoch',
    at: (place) => `At epoch ${formatCount(place)}`,
    explanation: 'One epoch is one pass over the training set.',
  },
  {
    value: 'updates',
    label: 'Updates',
    title: 'updates',
    at: (place) => `At ${formatCount(place)} updates`,
    explanation:
      'Steps of the optimizer: epochs times batches per epoch. It compares batch sizes by how often the weights moved.',
  },
  {
    value: 'time',
    label: 'Time',
    title: 'training time',
    at: (place) => `At ${formatDuration(place)}`,
    explanation:
      'A run’s training time, without pauses, spread evenly over its epochs: single epochs carry no clock. A fork starts at 0, and a run that shared the machine took longer. The mean of a group is over epochs, placed at the group’s average pace.',
  },
];

type TimedRun = Pick<RunSummary, 'config' | 'branch' | 'epochsDone' | 'durationMs'>;

/** Where a run's epochs lie on the axis. */
export function epochMap(kind: AxisKind, run: TimedRun): EpochMap {
  if (kind === 'epoch') return sameEpochs;
  if (kind === 'updates') return { offset: 0, factor: updatesPerEpoch(run.config) };
  const first = run.branch?.epoch ?? 0;
  const own = run.epochsDone - first;
  const factor = own > 0 && run.durationMs > 0 ? run.durationMs / own : 1;
  return { offset: 0 - first * factor, factor };
}

/** An interval of the axis as whole epochs of a run. */
export function epochRange({ min, max }: AxisRange, { offset, factor }: EpochMap): AxisRange {
  return { min: Math.floor((min - offset) / factor), max: Math.ceil((max - offset) / factor) };
}
