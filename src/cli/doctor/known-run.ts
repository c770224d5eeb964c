import { createHash } from 'node:crypto';
import { type RunConfig, runConfigSchema } from '#experiments';

/** A tiny run that uses every part of a network. */
export const knownRun: RunConfig = runConfigSchema.parse({
  dataset: { kind: 'spiral', samplesPerClass: 10 },
  validation: { samplesPerClass: 10 },
  layers: [
    {
      kind: 'dense',
      units: 8,
      weightRegularizerL1: 1e-5,
      weightRegularizerL2: 1e-4,
      biasRegularizerL1: 1e-5,
      biasRegularizerL2: 1e-4,
    },
    { kind: 'relu' },
    { kind: 'dense', units: 3 },
    { kind: 'softmax' },
  ],
  optimizer: { kind: 'adam', learningRate: 0.05, decay: 1e-3 },
  epochs: 50,
});

/** The digest of its rows on every machine. It changes with the version of the engine, and with nothing else. */
export const knownDigest = '5f87504f37f5ac72f8e0d23e305d63e8cfe88aa4ceb8d1471747e900c8f117ac';

/** SHA-256 of the bits of recorded rows. */
export function digestRows(batches: readonly Float64Array[]): string {
  const hash = createHash('sha256');
  for (const { buffer, byteOffset, byteLength } of batches) {
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return hash.digest('hex');
}
