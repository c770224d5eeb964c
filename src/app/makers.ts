import type { Maker, RunDetail } from '#api';
import { engineVersion } from '#engine';

/** What trained a stored run, as far as it was recorded. */
export function makerOf({ environment }: Pick<RunDetail, 'environment'>): Maker {
  const { engineVersion, v8Version, platform, kernelVariant, host } = environment;
  const architecture = platform.slice(platform.lastIndexOf('-') + 1);
  const isNodeOnX64 = host !== 'desktop' && architecture === 'x64';
  const elementary = isNodeOnX64 || Number.parseInt(engineVersion) >= 3 ? 'x64' : 'host';
  return { engineVersion, v8Version, architecture, kernelVariant, elementary };
}

/** This process's engine, with the kernels and V8 version that a trainer reports. */
export function makerHere(kernelVariant: string, v8Version: string): Maker {
  return { engineVersion, v8Version, architecture: process.arch, kernelVariant, elementary: 'x64' };
}
