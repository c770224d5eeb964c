import { setFlagsFromString } from 'node:v8';

/**
 * The flag's name since a given version of V8: that of Node 24, and that of Electron 45. Earlier versions combined vectors in another way.
 */
const names = [
  { since: 15.6, flag: '--wasm-revectorize' },
  { since: 13.6, flag: '--experimental-wasm-revectorize' },
] as const;

/**
 * Lets V8 combine pairs of the kernels' 128-bit vectors into 256-bit ones, which WebAssembly itself does not have: on x64 with AVX2 up to
 * twice the arithmetic in the same time, with the same bits. V8 has this behind a flag, and not in builds for macOS. Call it before any
 * kernels are created.
 */
export function allowWideVectors(): void {
  if (process.arch !== 'x64' || process.platform === 'darwin') return;
  const version = parseFloat(process.versions.v8);
  const known = names.find(({ since }) => version >= since);
  if (known) setFlagsFromString(known.flag);
}
