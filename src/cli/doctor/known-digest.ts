import { createHash } from 'node:crypto';

/** The digest of the known run's rows on every machine. It changes only with the engine's version and the layout of rows. */
export const knownDigest = '01e182c2dc7c91bd7c1ec88772d976950831f701a7de8e379204b6f18c2ae2c1';

/** SHA-256 of the bits of recorded rows. */
export function digestRows(batches: readonly Float64Array[]): string {
  const hash = createHash('sha256');
  for (const { buffer, byteOffset, byteLength } of batches) {
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  }
  return hash.digest('hex');
}
