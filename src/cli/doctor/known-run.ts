import { createHash } from 'node:crypto';
import { type RunConfig, runConfigSchema } from '#experiments';

/** A small run that uses every part of a network, for long enough that V8 has compiled its kernels for good. */
export const knownRun: RunConfig = runConfigSchema.parse({
  dataset: { kind: 'spiral', samplesPerClass: 30 },
  validation: { samplesPerClass: 10 },
  layers: [
    {
      kind: 'dense',
      units: 40,
      weightRegularizerL1: 1e-5,
      weightRegularizerL2: 1e-4,
      biasRegularizerL1: 1e-5,
      biasRegularizerL2: 1e-4,
    },
    { kind: 'relu' },
    { kind: 'dropout', rate: 0.1 },
    { kind: 'dense', units: 24 },
    { kind: 'relu' },
    { kind: 'dense', units: 3 },
    { kind: 'softmax' },
  ],
  optimizer: { kind: 'adam', learningRate: 0.01, decay: 1e-3 },
  batchSize: 40,
  epochs: 600,
});

/**
 * The digest of its rows on every machine. It changes with the version of the engine and with the
 * layout of rows, and with nothing else.
 */
export const knownDigest = '47f8915a66924535e88bff0d4f01270d330d16a4287818735b60df2e566a0272';

/** SHA-256 of the bits of recorded rows. */
export function digestRows(batches: readonly Float64Array[]): string {
  const hash = createHash('sha256');
  for (const { buffer, byteOffset, byteLength } of batches) {
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return hash.digest('hex');
}
