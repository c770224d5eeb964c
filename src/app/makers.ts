import type { RunDetail } from '#api';
import { engineVersion } from '#engine';

/** What the bits of a run can depend on besides its config. null where it was not recorded. */
export interface Maker {
  readonly engineVersion: string;
  readonly v8Version: string | null;
  /** As `process.arch` names it. */
  readonly architecture: string;
  readonly kernelVariant: string | null;
  /** Whether log, sin and cos were those of V8 on x64: always so since engine 3, whatever the host. */
  readonly elementary: 'x64' | 'host';
}

/** Two that should have given the same bits: what trained a stored run, and what trained it again. */
export interface Makers {
  readonly stored: Maker;
  readonly here: Maker;
}

export function makerOf({ environment }: Pick<RunDetail, 'environment'>): Maker {
  const { engineVersion, v8Version, platform, kernelVariant, host } = environment;
  const architecture = platform.slice(platform.lastIndexOf('-') + 1);
  const isNodeOnX64 = host !== 'desktop' && architecture === 'x64';
  const elementary = isNodeOnX64 || Number.parseInt(engineVersion) >= 3 ? 'x64' : 'host';
  return { engineVersion, v8Version, architecture, kernelVariant, elementary };
}

/** This process's engine under a trainer that says what it has. */
export function makerHere(kernelVariant: string, v8Version: string): Maker {
  return { engineVersion, v8Version, architecture: process.arch, kernelVariant, elementary: 'x64' };
}
