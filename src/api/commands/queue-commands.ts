import { command } from '../contract.ts';
import { later } from '#experiments';
import { byWorker, readStintsQuery, type Stints, type Workers } from '../queue.ts';
import { nothing } from './inputs.ts';

/** Workers, and who trained what. */
export const queueCommands = {
  /** Who trains for this host over its queue, and how far that has come. */
  listWorkers: command<Workers>()(nothing),
  /** The worker takes no more runs, and leaves after those that it has. Throws notFound if it is gone, conflict without a queue. */
  drainWorker: command<null>()(byWorker),
  /** The worker hands its runs back, each with a checkpoint, and leaves. Throws as drainWorker does. */
  removeWorker: command<null>()(byWorker),
  /** Who trained what when, workers and this host's own processes alike. */
  readStints: command<Stints>()(later(() => readStintsQuery.prefault({}))),
} as const;
