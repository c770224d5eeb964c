import { later } from '#experiments';
import { command } from '../contract.ts';
import { byWorker, readStintsQuery, type Stints, type Workers } from '../queue.ts';
import { nothing } from './inputs.ts';

/** Workers, and who trained what. */
export const queueCommands = {
  /** Who trains for this host over its queue, and their progress. */
  listWorkers: command<Workers>()(nothing),
  /** The worker takes no more runs, and exits after its current ones. Throws notFound if it is gone, conflict without a queue. */
  drainWorker: command<null>()(byWorker),
  /** The worker hands its runs back, each with a checkpoint, and exits. Throws as drainWorker does. */
  removeWorker: command<null>()(byWorker),
  /** Who trained what and when, including workers and this host's own processes. */
  readStints: command<Stints>()(later(() => readStintsQuery.prefault({}))),
} as const;
