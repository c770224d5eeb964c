import { denseLayerName } from '#experiments';
import type { Makers, Verification } from './verification.ts';

type Difference = Extract<Verification, { equal: false }>;

/** Where two trainings of a run first differ, in one line without a period. */
export function describeDifference({ epoch, metric, stored, computed }: Difference): string {
  if (metric === 'digest') return 'different: every number is the same, but the digest is not';
  if (metric === 'epoch')
    return `different: epoch ${epoch} is ${stored === null ? 'not stored' : 'not reached'}`;
  return `different from epoch ${epoch} on: ${inWords(metric)} was ${show(stored)} and is now ${show(computed)}`;
}

/** How the original and the repeated training differ, one line each; or that no recorded difference explains it. */
export function explainDifference({ stored, here }: Makers): string[] {
  const lines: string[] = [];
  if (stored.engineVersion !== here.engineVersion) {
    lines.push(
      `recorded with engine ${stored.engineVersion}, verified with ${here.engineVersion}${engineNote(stored)}`,
    );
  }
  if (stored.kernelVariant !== null && stored.kernelVariant !== here.kernelVariant) {
    lines.push(`recorded with ${stored.kernelVariant} kernels, verified with ${here.kernelVariant} kernels`);
  }
  if (stored.architecture !== here.architecture) {
    lines.push(`recorded on ${stored.architecture}, verified on ${here.architecture}`);
  }
  if (stored.v8Version !== null && stored.v8Version !== here.v8Version) {
    lines.push(`recorded with V8 ${stored.v8Version}, verified with ${here.v8Version}`);
  }
  if (lines.length > 0) return lines;
  const v8 = stored.v8Version === null ? ' (its V8 was not recorded)' : `, V8 ${here.v8Version}`;
  return [
    `no recorded difference explains it: both used engine ${here.engineVersion}, ${here.kernelVariant} kernels, ${here.architecture}${v8}`,
  ];
}

/** What engine 3 changed, see the engine's version. */
function engineNote({ engineVersion, elementary }: Makers['stored']): string {
  if (Number.parseInt(engineVersion) !== 2) return '';
  return elementary === 'host'
    ? ': engine 2 drew data and initial weights with the log, sin and cos of its host'
    : ': they differ only in losses of targets whose probability underflows, infinite in engine 2';
}

/** A metric's name in words; `layerPenalties.0.weightL2` is the `weightL2 penalty of dense 1`. */
function inWords(metric: string): string {
  const [name, order, part] = metric.split('.');
  return name === 'layerPenalties' ? `${part} penalty of ${denseLayerName(Number(order))}` : metric;
}

function show(value: number | null): string {
  return value === null ? 'not measured' : String(value);
}
