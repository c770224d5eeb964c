import { z } from 'zod';
import { later } from '#experiments';
import type { Activity } from '../activity.ts';
import { command } from '../contract.ts';
import type { CoreCount } from '../core-count.ts';
import * as query from '../queries.ts';
import type { HostKind } from '../runs.ts';
import { nothing } from './inputs.ts';

/** The host itself, and its settings. */
export const hostCommands = {
  getHostInfo: command<HostInfo>()(nothing),
  getActivity: command<Activity>()(nothing),
  /** Writes an error that a page could not handle to the host's log. */
  reportDefect: command<null>()(query.defectReport),
  getPreferences: command<Readonly<Record<string, unknown>>>()(nothing),
  setPreference: command<null>()(query.preference),
  /** Returns the free space inside the database to the disk. Throws conflict while runs train. */
  compactDatabase: command<CompactedDatabase>()(nothing),
  setConcurrency: command<HostInfo>()(later(() => z.strictObject({ concurrency: query.concurrencySchema }))),
  /** Refused for more threads than there are cores. */
  setThreads: command<HostInfo>()(later(() => z.strictObject({ threads: query.threadsSchema }))),
} as const;

export interface HostInfo {
  readonly host: HostKind;
  readonly appVersion: string;
  readonly engineVersion: string;
  readonly platform: string;
  readonly cpu: string;
  readonly nodeVersion: string;
  /** Runs trained at the same time. */
  readonly concurrency: number;
  /** Threads used to train a run. */
  readonly threads: query.ThreadCount;
  readonly cores: CoreCount;
  /** Folder of the database, for display. */
  readonly dataDir: string;
  readonly databaseBytes: number;
  /** The log file of the folder. */
  readonly logFile: string;
  /** Free bytes inside the database file. */
  readonly databaseFreeBytes: number;
}

/** The result of compacting the database. */
export interface CompactedDatabase {
  readonly sizeBytes: number;
  readonly freedBytes: number;
}
