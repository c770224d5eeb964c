import { decodeCheckpoint } from '#workers';

/** The epoch at which training resumes from a checkpoint. Throws Error for a damaged one. */
export function checkpointEpoch(bytes: Uint8Array): number {
  return decodeCheckpoint(bytes).state.epoch;
}
