import { z } from 'zod';
import { later } from '#experiments';
import type { Reliability } from '#engine';
import { command } from '../contract.ts';
import { exportQuery, runFileQuery } from '../export-queries.ts';
import {
  readManySeriesQuery,
  readSeriesQuery,
  readSnapshotsQuery,
  type SeriesMetric,
} from '../series-queries.ts';
import { byId } from './inputs.ts';

/** What runs have recorded, and what is derived from it. */
export const measurementCommands = {
  readSeries: command<RunSeries>()(readSeriesQuery),
  /** The same for many runs at once; runs that do not exist are omitted. */
  readManySeries: command<ManySeries>()(readManySeriesQuery),
  readSnapshots: command<{ readonly runs: readonly RunSnapshots[] }>()(readSnapshotsQuery),
  /**
   * How the final parameters classify the samples of a set. Throws conflict if no copy of them was kept, and for a test set that has not
   * been revealed.
   */
  readConfusion: command<Confusion>()(later(() => byId.extend({ set: z.enum(['validation', 'test']) }))),
  prepareExport: command<ExportTicket>()(exportQuery),
  /**
   * A run as a Python script, its samples, its config as JSON or its parameters as .npz. Throws conflict, saying why, for what the run does
   * not have, and for the script of a fork.
   */
  prepareRunFile: command<FileTicket>()(runFileQuery),
} as const;

/** Points of one metric, in order of epoch. A diverged value is NaN; an epoch that was not measured has no point. */
export interface Series {
  readonly epochs: Float64Array;
  readonly values: Float64Array;
  /** True if points were left out; the minimum and maximum of every stretch are kept. */
  readonly thinned: boolean;
}

export interface RunSeries {
  readonly id: string;
  /** Total number of epochs that the run has recorded. */
  readonly epochsDone: number;
  readonly series: Readonly<Partial<Record<SeriesMetric, Series>>>;
}

export interface ManySeries {
  readonly runs: readonly RunSeries[];
}

/** Parameters of a run at a few epochs, ascending; see `parametersOfSnapshot`. */
export interface RunSnapshots {
  readonly id: string;
  readonly snapshots: readonly {
    /** The epoch whose update follows; the run's last snapshot holds its final parameters. */
    readonly epoch: number;
    /** Weights, then biases, of each dense layer. */
    readonly parameters: Float32Array;
  }[];
}

/** How many samples of each class are predicted as which class, and with what confidence. */
export interface Confusion {
  /** An epoch that was not trained: the parameters are those after the last update. */
  readonly epoch: number;
  /** [classes, classes]: one row per true class, one column per predicted class. */
  readonly matrix: Float64Array;
  /** How often the network is right, depending on its confidence. */
  readonly reliability: Reliability;
}

/** Permission to fetch one export once; the transport determines how it is saved. */
export interface FileTicket {
  readonly ticket: string;
  readonly fileName: string;
}

export interface ExportTicket extends FileTicket {
  readonly runs: number;
  /** What the file will lack, one sentence per run: missing epochs, unreadable columns. */
  readonly notes: readonly string[];
}
