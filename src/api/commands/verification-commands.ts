import { z } from 'zod';
import { later } from '#experiments';
import { command } from '../contract.ts';
import { runId, runIds } from '../queries.ts';
import type { RunVerification } from '../verification.ts';

/** The user waits for these; thousands would train for days. */
const maxVerified = 1000;
const verifiedIds = later(() => z.array(runId).min(1).max(maxVerified));

/** Retrains runs to see whether they give the same bits. */
export const verificationCommands = {
  /** One after another, alongside training. `failure` says why a run cannot be verified. */
  startVerification: command<Verifications>()(later(() => z.strictObject({ ids: verifiedIds }))),
  /** Without ids: all. A comparison in progress is discarded. */
  stopVerification: command<null>()(
    later(() => z.strictObject({ ids: verifiedIds.optional() }).prefault({})),
  ),
  /** In the order of the ids, each once; for a run that does not exist all fields are null. */
  readVerifications: command<Verifications>()(later(() => z.strictObject({ ids: runIds }))),
} as const;

export interface Verifications {
  readonly verifications: readonly RunVerification[];
}
