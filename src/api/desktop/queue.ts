import { z } from 'zod';
import type { QueueState } from '../queue.ts';

/** The result of testing a queue. */
export interface QueueTest {
  /** As `Redis 7.0.15`. */
  readonly server: string;
  /** Time of one question and its answer, in milliseconds. */
  readonly roundTripMs: number;
  readonly workers: number;
  readonly slots: number;
  /** Of the workers, those that take no runs of this host: their engine is of another version. */
  readonly refusingWorkers: number;
  /** What works and should be known, a sentence each, as that Redis keeps nothing on disk. */
  readonly warnings: readonly string[];
}

/** Errors in an address are reported by its parser, without the password. */
export const byAddress = z.strictObject({ address: z.string().max(2000) });

/** Where the desktop has the address of its queue from, without user and password. */
export interface QueueSetting {
  /** null where none is set. */
  readonly address: string | null;
  /** null where none is set. Only what came by the settings can be changed there. */
  readonly source: QueueState['source'] | null;
  /** Why a stored address is not used; null if it is used. */
  readonly problem: string | null;
  /** Where a password is kept: sealed by the system's own store of secrets, or in a file that only this user may read. */
  readonly keptIn: 'systemStore' | 'privateFile';
}
