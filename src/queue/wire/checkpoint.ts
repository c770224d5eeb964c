import { createHash } from 'node:crypto';
import type { JobOwner } from './job.ts';
import { limits } from './limits.ts';
import { WireError } from './wire-error.ts';

/** A state to resume from, in the hash of a run's checkpoint. */
export interface QueuedCheckpoint {
  /** The next epoch to be recorded. */
  readonly epoch: number;
  /** As in TrainingTask. */
  readonly stage: number;
  readonly bytes: Uint8Array;
}

/** Fields of the hash, in the order in which `decodeCheckpointFields` takes them. */
export const checkpointFields = ['epoch', 'stage', 'seal', 'bytes'] as const;

/**
 * The arguments of the script `saveCheckpoint`. The seal identifies the run: a checkpoint that ended up under another run's key is refused,
 * even if it would fit. A host saves a generation's initial state with attempt 0.
 */
export function saveArguments(owner: JobOwner, attempt: number, checkpoint: QueuedCheckpoint) {
  const { epoch, stage, bytes } = checkpoint;
  const seal = sealOf(owner, checkpoint);
  return [owner.generation, attempt, limits.keptMs, epoch, stage, seal, Buffer.from(bytes)];
}

/** Throws WireError if it is not a checkpoint of this run. */
export function decodeCheckpointFields(
  owner: Pick<JobOwner, 'host' | 'run'>,
  fields: readonly (Buffer | null)[],
): QueuedCheckpoint {
  const [epoch, stage, seal, bytes] = fields;
  if (!epoch || !stage || !seal || !bytes) throw new WireError('the checkpoint lacks a field');
  const checkpoint = { epoch: toCount(epoch), stage: toCount(stage), bytes: Uint8Array.from(bytes) };
  if (seal.toString() !== sealOf(owner, checkpoint)) {
    throw new WireError('the checkpoint is damaged, or belongs to another run: its checksum does not match');
  }
  return checkpoint;
}

function sealOf({ host, run }: Pick<JobOwner, 'host' | 'run'>, checkpoint: QueuedCheckpoint): string {
  const { epoch, stage, bytes } = checkpoint;
  return createHash('sha256').update(`${host} ${run} ${epoch} ${stage} `).update(bytes).digest('hex');
}

function toCount(text: Buffer): number {
  const count = Number(text.toString('latin1', 0, 20));
  if (!Number.isSafeInteger(count) || count < 0)
    throw new WireError('the epoch and stage of the checkpoint are not whole numbers');
  return count;
}
