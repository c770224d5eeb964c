import { z } from 'zod';
import { later } from '#experiments';
import type { QueueState } from '../queue.ts';

/** The result of testing a queue. */
export interface QueueTest {
  /** Such as `Redis 7.0.15`. */
  readonly server: string;
  /** Round-trip time, in milliseconds. */
  readonly roundTripMs: number;
  readonly workers: number;
  readonly slots: number;
  /** How many of the workers take no runs of this host because their engine has another version. */
  readonly refusingWorkers: number;
  /** Warnings, one sentence each, e.g. that Redis does not persist its data. */
  readonly warnings: readonly string[];
}

/** Errors in an address are reported by its parser, without the password. */
export const byAddress = later(() => z.strictObject({ address: z.string().max(2000) }));

/** The desktop's queue address without user and password, and its source. */
export interface QueueSetting {
  /** Null if none is set. */
  readonly address: string | null;
  /** Null if none is set. Only an address from the settings can be changed there. */
  readonly source: QueueState['source'] | null;
  /** Why a stored address is not used; null if it is used. */
  readonly problem: string | null;
  /** Where the password is stored: encrypted by the system's secret store, or in a file that only this user may read. */
  readonly keptIn: 'systemStore' | 'privateFile';
}
