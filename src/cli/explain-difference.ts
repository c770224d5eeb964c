import type { Verification } from '#app';

type Makers = Extract<Verification, { equal: false }>['makers'];

/** How what trained a run differs from what trained it again, a line each; or that nothing which was recorded differs. */
export function explainDifference({ stored, here }: Makers): string[] {
  const lines: string[] = [];
  if (stored.engineVersion !== here.engineVersion) {
    lines.push(`made by engine ${stored.engineVersion}, this is ${here.engineVersion}${engineNote(stored)}`);
  }
  if (stored.kernelVariant !== null && stored.kernelVariant !== here.kernelVariant) {
    lines.push(`made by ${stored.kernelVariant} kernels, this machine has ${here.kernelVariant} ones`);
  }
  if (stored.architecture !== here.architecture) {
    lines.push(`made on ${stored.architecture}, this is ${here.architecture}`);
  }
  if (stored.v8Version !== null && stored.v8Version !== here.v8Version) {
    lines.push(`made under V8 ${stored.v8Version}, this is ${here.v8Version}`);
  }
  if (lines.length > 0) return lines;
  const v8 = stored.v8Version === null ? ' (its V8 was not recorded)' : `, V8 ${here.v8Version}`;
  return [
    `nothing recorded explains it: engine ${here.engineVersion}, ${here.kernelVariant} kernels, ${here.architecture}${v8}, as when it was made`,
  ];
}

/** What engine 3 changed, see the engine's version. */
function engineNote({ engineVersion, elementary }: Makers['stored']): string {
  if (Number.parseInt(engineVersion) !== 2) return '';
  return elementary === 'host'
    ? ': engine 2 drew data and initial weights with the log, sin and cos of its host'
    : ': they differ only in losses of targets whose probability underflows, infinite in engine 2';
}
