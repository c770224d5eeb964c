import { z } from 'zod';
import { runOrigins, type RunOriginName, later } from '#experiments';

/** The longest name of an imported file. */
const maxFileName = 1000;

/** The next bytes of an imported file, and which import and file they belong to. */
export const importedBytes = later(() =>
  z.strictObject({
    import: z.int(),
    /** The file's name, including parent folders where these matter. The first bytes with a new name begin a file. */
    file: z.string().min(1).max(maxFileName),
    bytes: z.instanceof(Uint8Array),
  }),
);

/** The metrics that other programs' metrics can be mapped to. */
export const importedMetrics = [
  'loss',
  'accuracy',
  'validation_loss',
  'validation_accuracy',
  'learning_rate',
] as const;
export type ImportedMetric = (typeof importedMetrics)[number];

/** What to import. */
export const importChoice = later(() =>
  z.strictObject({
    /** Only runs of the file that match this filter. */
    filter: z.string().max(10_000).default(''),
    /** What to do with runs whose id exists here with different metrics. */
    conflicts: z.enum(['leaveOut', 'copy']).default('leaveOut'),
    /** For runs of other programs: the metric for each name in the file. If empty, metrics are guessed. */
    metrics: z.record(z.string().max(maxFileName), z.enum(importedMetrics)).default({}),
  }),
);
export type ImportChoice = z.output<typeof importChoice>;

export { runOrigins };
export type { RunOriginName };

/** Describes the origin of such a run. */
export const originWords: Readonly<Record<RunOriginName, string>> = {
  csv: 'was imported from a table of its metrics',
  tensorboard: 'was recorded by TensorBoard',
  mlflow: 'was recorded by MLflow',
  wandb: 'was recorded by Weights & Biases',
};

/** The kind of file that is imported. */
export type ImportKind = 'lambdascope' | RunOriginName;

/** A run whose id exists here with different metrics. */
export interface ImportConflict {
  readonly id: string;
  readonly name: string;
  /** Its name here. */
  readonly nameHere: string;
  /** How they differ, e.g. `epochs: 200 in the file, 100 here`. */
  readonly difference: string;
}

/** What would be imported; nothing is stored yet. */
export interface ImportPlan {
  readonly kind: ImportKind;
  readonly source: string;
  /** Number of runs found in the file. */
  readonly runs: number;
  /** Of these, runs that are not here yet. */
  readonly newRuns: number;
  /** Of these, runs that exist here with the same metrics. */
  readonly knownRuns: number;
  /** Of these, runs that exist here with different metrics; the first ones are listed. */
  readonly conflictingRuns: number;
  readonly conflicts: readonly ImportConflict[];
  /** Epochs, sweeps and tables that come with the runs. */
  readonly epochs: number;
  readonly sweeps: number;
  readonly tables: number;
  /** Names of the first runs that would be imported. */
  readonly names: readonly string[];
  /** The file's metrics, each with the metric it is mapped to, or null. Empty if the names are Lambdascope's own. */
  readonly metrics: readonly { readonly name: string; readonly as: ImportedMetric | null }[];
  /** What is omitted and why, for display. */
  readonly notes: readonly string[];
}

/** How far the files of an import have been read. The plan is available once all have been read and compared with the history. */
export interface ImportReading {
  readonly plan: ImportPlan | null;
  readonly bytes: number;
  readonly ofBytes: number;
}

/** The progress of an import; `done` once everything is stored and visible. */
export interface ImportProgress {
  readonly done: ImportResult | null;
  readonly runs: number;
  readonly ofRuns: number;
  readonly epochs: number;
  readonly ofEpochs: number;
}

/** An earlier import. */
export interface ImportedHistory {
  readonly id: string;
  /** The name of the file. */
  readonly source: string;
  readonly importedAt: string;
  /** Number of its runs that are still here, including those in the trash. */
  readonly runs: number;
}

export interface ImportResult {
  /** The id for undoRunImport; null if nothing was imported. */
  readonly id: string | null;
  readonly runs: number;
  readonly copies: number;
  readonly known: number;
  readonly leftOut: number;
  readonly sweeps: number;
  readonly tables: number;
}
