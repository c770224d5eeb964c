import { z } from 'zod';
import { command } from '../contract.ts';
import { runId, runIds } from '../queries.ts';
import type { RunVerification } from '../verification.ts';

/** The user waits for these; thousands would train for days. */
const maxVerified = 1000;
const verifiedIds = z.array(runId).min(1).max(maxVerified);

/** Retrains runs to see whether they give the same bits. */
export const verificationCommands = {
  /** One after another, alongside training. `failure` says why a run cannot be verified. */
  startVerification: command<Verifications>()(z.strictObject({ ids: verifiedIds })),
  /** Without ids: all. A comparison in progress is discarded. */
  stopVerification: command<null>()(z.strictObject({ ids: verifiedIds.optional() }).prefault({})),
  /** In the order of the ids, each once; for a run that does not exist all fields are null. */
  readVerifications: command<Verifications>()(z.strictObject({ ids: runIds })),
} as const;

export interface Verifications {
  readonly verifications: readonly RunVerification[];
}
