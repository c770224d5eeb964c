import { setFlagsFromString } from 'node:v8';

/** Of Node 24: earlier ones join vectors in another way, under which the kernels were never tested. */
const firstV8 = 13.6;

/**
 * Lets V8 join pairs of the kernels' vectors of 128 bits to one of 256, which WebAssembly has no name for: on x64 with AVX2
 * twice the arithmetic in the same time, and the same bits. V8 has this behind a flag and not in builds for macOS. Call it
 * before there are kernels.
 */
export function allowWideVectors(): void {
  const isKnown = process.arch === 'x64' && process.platform !== 'darwin';
  if (isKnown && parseFloat(process.versions.v8) >= firstV8) {
    setFlagsFromString('--experimental-wasm-revectorize');
  }
}
