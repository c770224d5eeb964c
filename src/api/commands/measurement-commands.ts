import { z } from 'zod';
import { later } from '#experiments';
import type { Reliability } from '#engine';
import { command } from '../contract.ts';
import {
  exportQuery,
  readManySeriesQuery,
  readSeriesQuery,
  readSnapshotsQuery,
  runFileQuery,
  type SeriesMetric,
} from '../queries.ts';
import { byId } from './inputs.ts';

/** What runs have recorded, and what is derived from it. */
export const measurementCommands = {
  readSeries: command<RunSeries>()(readSeriesQuery),
  /** The same of many runs at once; those that are not there are left out. */
  readManySeries: command<ManySeries>()(readManySeriesQuery),
  readSnapshots: command<{ readonly runs: readonly RunSnapshots[] }>()(readSnapshotsQuery),
  /**
   * What the final parameters take the samples of a set for. Throws conflict if no copy of them was kept, and for a test
   * set that nobody has revealed.
   */
  readConfusion: command<Confusion>()(later(() => byId.extend({ set: z.enum(['validation', 'test']) }))),
  prepareExport: command<ExportTicket>()(exportQuery),
  /**
   * A run as a Python script, its samples, its config as JSON or its parameters as .npz. Throws conflict, saying why, for what
   * the run has not, and for the script of a fork.
   */
  prepareRunFile: command<FileTicket>()(runFileQuery),
} as const;

/** Points of one metric, in order of epoch. A diverged value is NaN; an epoch that was not measured has no point. */
export interface Series {
  readonly epochs: Float64Array;
  readonly values: Float64Array;
  /** True when points were left out; the minimum and maximum of every stretch are still there. */
  readonly thinned: boolean;
}

export interface RunSeries {
  readonly id: string;
  /** Epochs that the run has recorded in all. */
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
    /** Whose update follows; the run's last snapshot is of its parameters at the end. */
    readonly epoch: number;
    /** Weights, then biases, of each dense layer. */
    readonly parameters: Float32Array;
  }[];
}

/** How many samples of each class are taken for which class, and how surely. */
export interface Confusion {
  /** That has no update any more: the parameters are those after the last one. */
  readonly epoch: number;
  /** [classes, classes]: a row for each class that samples have, a column for each that they are taken for. */
  readonly matrix: Float64Array;
  /** How often the network is right, by how sure it is. */
  readonly reliability: Reliability;
}

/** Permission to fetch one export once; how it is saved is the transport's business. */
export interface FileTicket {
  readonly ticket: string;
  readonly fileName: string;
}

export interface ExportTicket extends FileTicket {
  readonly runs: number;
  /** What the file will lack, a sentence a run: epochs that are missing, columns that cannot be read. */
  readonly notes: readonly string[];
}
