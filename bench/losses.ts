import type { Peer } from './peers/peer.ts';

/**
 * Trains a fresh peer up to step `step`, says both losses there, and throws when they differ by more than `tolerance`, relative.
 * Does nothing without a peer.
 */
export async function requireSameLoss(
  work: string,
  name: string,
  peer: Peer | null,
  step: number,
  lossAt: (step: number) => number,
  tolerance: number,
): Promise<void> {
  if (!peer) return;
  const theirs = (await peer.train(step + 1)).lastLoss;
  const ours = lossAt(step);
  const losses = `${work}: loss at step ${step} is ${ours} here and ${theirs} in ${name}`;
  if (!(Math.abs(ours - theirs) <= tolerance * Math.abs(theirs))) {
    throw new Error(`${losses}: not the same work`);
  }
  console.log(`${losses} (${tolerance} apart at most)`);
}
