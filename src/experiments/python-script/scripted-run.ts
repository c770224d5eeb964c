import type { RunConfig } from '../run-config.ts';

/** The library that the script computes with. */
export const frameworks = ['numpy', 'torch'] as const;
export type Framework = (typeof frameworks)[number];

/** A run to be written as Python. */
export interface ScriptedRun {
  readonly config: RunConfig;
  readonly name: string;
  readonly framework: Framework;
  /** For a run on a table: the file beside the script that holds its samples, see `samplesHeader`. */
  readonly samplesFile: string;
}
