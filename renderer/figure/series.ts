import { joined, lowerBound } from '#api';
import type { LineRole } from '#words';

export { joined, lowerBound };

/** Points of one line, in order of epoch. Arrays are never mutated: a new state is a new object. */
export interface Curve {
  readonly epochs: Float64Array;
  /** NaN and infinities are diverged values. */
  readonly values: Float64Array;
  /** Some points were left out, but no extreme. */
  readonly thinned?: boolean;
}

/** One line of a chart. */
export interface ChartSeries extends Curve {
  /** Unique within its chart. */
  readonly key: string;
  /** What the legend toggles together: a run on the compare screen, a metric on the run screen. */
  readonly group: string;
  readonly label: string;
  /** Distinguishes lines with the same label: `train`, `validation`. */
  readonly detail?: string;
  readonly role: LineRole;
  /** Slot in the palette, see palette.ts. */
  readonly slot: number;
  /** Replaces the palette's colour if colour stands for a lambda: its position on the scale, 0 to 1. */
  readonly share?: number;
  /** Drawn faintly and behind: the raw values of a smoothed line, the runs behind their mean. It has no label of its own. */
  readonly faint?: boolean;
  /** Without its slot's marker, if dashes and labels distinguish the chart's lines. */
  readonly unmarked?: boolean;
  /** The interval around each value, drawn as a band. NaN where there is none. */
  readonly band?: SeriesInterval;
}

/** Lower and upper ends at each epoch of a series. */
export interface SeriesInterval {
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/**
 * An epoch worth a mark. `best` and `branch`, where a fork left its parent, sit on their line; `diverged` crosses the chart in the error
 * colour; `onset`, of overfitting, and `stop`, where early stopping would have ended the run, are hairlines.
 */
export interface ChartMark {
  readonly kind: 'best' | 'branch' | 'diverged' | 'onset' | 'stop';
  readonly group: string;
  readonly epoch: number;
  /** Height of the mark, in data units. */
  readonly value?: number;
  readonly slot: number;
  /** Drawn beside the mark, if given. */
  readonly label?: string;
}

/** A measured value and the epoch at which it was measured. */
export interface Sample {
  readonly epoch: number;
  readonly value: number;
}

/** The sample recorded nearest to `epoch` (the earlier of two equally near ones), or null for an empty series. */
export function nearestSample(series: Pick<ChartSeries, 'epochs' | 'values'>, epoch: number): Sample | null {
  const { epochs, values } = series;
  if (epochs.length === 0) return null;
  const after = Math.min(lowerBound(epochs, epoch), epochs.length - 1);
  const before = Math.max(0, after - 1);
  const index = epoch - epochs[before]! <= epochs[after]! - epoch ? before : after;
  return { epoch: epochs[index]!, value: values[index]! };
}
