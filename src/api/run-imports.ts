import { z } from 'zod';
import { runOrigins, type RunOriginName } from '#experiments';

/** Most characters of what a file of an import is called. */
const maxFileName = 1000;

/** A file on its way: which import, which of its files, and the next bytes of it. */
export const importedBytes = z.strictObject({
  import: z.int(),
  /** What it is called, with the folders above it where these matter. The first bytes under a name begin a file. */
  file: z.string().min(1).max(maxFileName),
  bytes: z.instanceof(Uint8Array),
});

/** Metrics that those of other programs can be. */
export const importedMetrics = [
  'loss',
  'accuracy',
  'validation_loss',
  'validation_accuracy',
  'learning_rate',
] as const;
export type ImportedMetric = (typeof importedMetrics)[number];

/** What is to be brought in. */
export const importChoice = z.strictObject({
  /** Only runs that this filter of the file's own history finds. */
  filter: z.string().max(10_000).default(''),
  /** What to do with runs whose id exists here with different metrics. */
  conflicts: z.enum(['leaveOut', 'copy']).default('leaveOut'),
  /** Of runs that other programs recorded: metrics of ours by the names that they have in the file. Those not named are guessed when it is empty. */
  metrics: z.record(z.string().max(maxFileName), z.enum(importedMetrics)).default({}),
});
export type ImportChoice = z.output<typeof importChoice>;

export { runOrigins };
export type { RunOriginName };

/** What is said of where such a run is from. */
export const originWords: Readonly<Record<RunOriginName, string>> = {
  csv: 'was imported from a table of its metrics',
  tensorboard: 'was recorded by TensorBoard',
  mlflow: 'was recorded by MLflow',
  wandb: 'was recorded by Weights & Biases',
};

/** What kind of file an import is of. */
export type ImportKind = 'lambdascope' | RunOriginName;

/** A run that is here already under the same id, with other numbers. */
export interface ImportConflict {
  readonly id: string;
  readonly name: string;
  /** What it is called here. */
  readonly nameHere: string;
  /** In what they differ, as `epochs: 200 in the file, 100 here`. */
  readonly difference: string;
}

/** What an import would bring, before anything of it is stored. */
export interface ImportPlan {
  readonly kind: ImportKind;
  readonly source: string;
  /** Runs that are found in the file. */
  readonly runs: number;
  /** Of these, runs that are not here yet. */
  readonly newRuns: number;
  /** Of these, runs that are here already, with the same numbers. */
  readonly knownRuns: number;
  /** Of these, runs that are here with other numbers; the first of them are listed. */
  readonly conflictingRuns: number;
  readonly conflicts: readonly ImportConflict[];
  /** Epochs, sweeps and tables that come with the runs. */
  readonly epochs: number;
  readonly sweeps: number;
  readonly tables: number;
  /** Names of the first runs that would come. */
  readonly names: readonly string[];
  /** Metrics that the file has, each with the one of ours that it will be; null for none. Empty where names are ours. */
  readonly metrics: readonly { readonly name: string; readonly as: ImportedMetric | null }[];
  /** What is left out and why, for people. */
  readonly notes: readonly string[];
}

/** How far the files of an import are read. The plan is there once all are, and were compared with what is here. */
export interface ImportReading {
  readonly plan: ImportPlan | null;
  readonly bytes: number;
  readonly ofBytes: number;
}

/** How far an import is; `done` once everything is stored and can be seen. */
export interface ImportProgress {
  readonly done: ImportResult | null;
  readonly runs: number;
  readonly ofRuns: number;
  readonly epochs: number;
  readonly ofEpochs: number;
}

/** An import that was brought in, however long ago. */
export interface ImportedHistory {
  readonly id: string;
  /** What the file was called. */
  readonly source: string;
  readonly importedAt: string;
  /** Its runs that are still here, those in the trash among them. */
  readonly runs: number;
}

export interface ImportResult {
  /** By which undoRunImport takes it back; null when nothing was brought. */
  readonly id: string | null;
  readonly runs: number;
  readonly copies: number;
  readonly known: number;
  readonly leftOut: number;
  readonly sweeps: number;
  readonly tables: number;
}
