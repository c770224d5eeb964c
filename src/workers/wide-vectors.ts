import { setFlagsFromString } from 'node:v8';

/** The flag's name since a version of V8: that of Node 24, and that of Electron 45. Before, V8 joined vectors in another way. */
const names = [
  { since: 15.6, flag: '--wasm-revectorize' },
  { since: 13.6, flag: '--experimental-wasm-revectorize' },
] as const;

/**
 * Lets V8 join pairs of the kernels' vectors of 128 bits to one of 256, which WebAssembly has no name for: on x64 with AVX2
 * up to twice the arithmetic in the same time, and the same bits. V8 has this behind a flag, and not in builds for macOS. Call
 * it before there are kernels.
 */
export function allowWideVectors(): void {
  if (process.arch !== 'x64' || process.platform === 'darwin') return;
  const version = parseFloat(process.versions.v8);
  const known = names.find(({ since }) => version >= since);
  if (known) setFlagsFromString(known.flag);
}
