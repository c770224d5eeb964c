import { z } from 'zod';
import { runConfigSchema } from '#experiments';
import { limits, timing } from './limits.ts';
import { generationSchema, hostIdSchema, jobIdOf, prefix, runIdSchema, wireVersion } from './names.ts';
import { parseBy, WireError } from './wire-error.ts';

/** Whose run a job is; later versions keep these fields. */
const jobOwnerSchema = z.looseObject({
  host: hostIdSchema,
  run: runIdSchema,
  generation: generationSchema,
});

/** A run for any worker. Its checkpoint and its table are in the host's keys. */
export const jobDataSchema = z.strictObject({
  v: z.literal(wireVersion),
  host: hostIdSchema,
  run: runIdSchema,
  generation: generationSchema,
  config: runConfigSchema,
  /** The stages of a forked run before its own, see TrainingTask. */
  ancestry: z.array(z.strictObject({ config: runConfigSchema, until: z.int().min(0) })).max(1000),
});

export type JobData = z.output<typeof jobDataSchema>;
export type JobOwner = Pick<JobData, 'host' | 'run' | 'generation'>;

/** The owner that a job names; null if it is not one that this version knows. */
export function jobOwner(jobId: string, data: unknown): JobOwner | null {
  const owner = jobOwnerSchema.safeParse(data);
  if (!owner.success) return null;
  const { host, run, generation } = owner.data;
  return jobIdOf(host, run, generation) === jobId ? { host, run, generation } : null;
}

/** Throws WireError if it is not a job of this version, or not the one that its id names. */
export function parseJob(jobId: string, data: unknown): JobData {
  const bytes = JSON.stringify(data)?.length ?? 0;
  if (bytes > limits.jobBytes) {
    throw new WireError(`the job has ${bytes} bytes; allowed: ${limits.jobBytes}`);
  }
  const job = parseBy('the job', jobDataSchema, data);
  const id = jobIdOf(job.host, job.run, job.generation);
  if (id !== jobId) throw new WireError(`the job is named ${jobId.slice(0, 100)}, but its run is ${id}`);
  return job;
}

/**
 * BullMQ's options for a job. Runs that the user waits for go before runs of sweeps; a job is removed from Redis when it ends, so that its
 * id may be used again.
 */
export function jobOptions(owner: JobOwner, background: boolean) {
  return {
    jobId: jobIdOf(owner.host, owner.run, owner.generation),
    removeOnComplete: true,
    removeOnFail: true,
    attempts: 1,
    ...(background ? { priority: 1 } : {}),
  };
}

const queueOptions = { prefix, skipVersionCheck: true } as const; // check.ts checks the version

/** BullMQ's options for a host's queue. Its own event stream, which nobody reads, is kept short. */
export const addingOptions = { ...queueOptions, streams: { events: { maxLen: 100 } } } as const;

/** BullMQ's options for a worker: a run may lose any number of workers. */
export const takingOptions = {
  ...queueOptions,
  autorun: false,
  lockDuration: timing.lockMs,
  stalledInterval: timing.stalledMs,
  maxStalledCount: 1_000_000,
} as const;
