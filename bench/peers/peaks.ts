import { startPeer } from './peer.ts';
import type { Work } from './works.ts';

/** GFLOP/s of this machine's WebAssembly vectors: on one core, and on all at once. */
export interface Peak {
  readonly one: number;
  readonly all: number;
  /** Width of a vector: 256 if V8 combines pairs of 128. */
  readonly bits: number;
}

export type PeakMeters = (precision: Work['precision']) => Promise<Peak>;

/** Processes that measure the peak on request, one alone or all at once. */
export function startPeakMeters(cores: number): { measure: PeakMeters; end: () => void } {
  const peers = Array.from({ length: cores }, () => startPeer(process.execPath, 'engine-peer.ts', 1));
  return {
    async measure(precision) {
      const alone = await peers[0]!.peak(precision);
      const together = await Promise.all(peers.map((peer) => peer.peak(precision)));
      const best = together.map(({ narrow, wide }) => Math.max(narrow, wide));
      return {
        one: Math.max(alone.narrow, alone.wide),
        all: best.reduce((sum, peak) => sum + peak, 0),
        bits: alone.wide > alone.narrow ? 256 : 128,
      };
    },
    end: () => peers.forEach((peer) => peer.end()),
  };
}
