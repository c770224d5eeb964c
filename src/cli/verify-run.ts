import { denseLayerName } from '#api';
import type { Lambdascope, Verification } from '#app';
import { explainDifference } from './explain-difference.ts';
import { type ExitCode, exitCode } from './exit.ts';
import { toJson } from './json.ts';
import { openOutput } from './output.ts';
import { createProgressBar } from './progress-bar.ts';
import { onInterrupt } from './signals.ts';

/** Trains a recorded run again, prints whether it came out the same, and returns 0 or 1. */
export async function verifyRun(
  app: Lambdascope,
  id: string,
  { json }: { readonly json?: true },
): Promise<ExitCode> {
  const { name, epochsDone } = await app.handlers.getRun({ id });
  const progress = createProgressBar(`verifying ${name}`);
  const interrupt = Promise.withResolvers<null>();
  const removeInterrupt = onInterrupt(() => interrupt.resolve(null));
  try {
    const verifying = app.verifyRun(id, (epoch) => progress.update(epoch, epochsDone));
    const verification = await Promise.race([verifying, interrupt.promise]);
    progress.clear();
    if (verification === null) return exitCode.interrupted;
    await openOutput().write(`${json ? toJson({ verification }) : describeVerification(verification)}\n`);
    return verification.equal ? exitCode.done : exitCode.failed;
  } finally {
    progress.clear();
    removeInterrupt();
  }
}

/** A verification for a terminal: in a line, and where it is not equal why that may be in a few more. */
export function describeVerification(verification: Verification): string {
  if (verification.equal) {
    const { epochs, digest } = verification;
    return `equal: ${epochs} epochs, ${digest === null ? 'no digest' : `digest ${digest}`}`;
  }
  return [describeDifference(verification), ...explainDifference(verification.makers)].join('\n');
}

function describeDifference({
  epoch,
  metric,
  stored,
  computed,
}: Extract<Verification, { equal: false }>): string {
  if (metric === 'digest') return 'different: every number is the same, but not the digest';
  if (metric === 'epoch')
    return `different: epoch ${epoch} is ${stored === null ? 'not stored' : 'not reached'}`;
  return `different from epoch ${epoch} on: ${inWords(metric)} was ${show(stored)}, and is ${show(computed)}`;
}

/** A metric as it is called; `layerPenalties.0.weightL2` is the `weightL2 penalty of dense 1`. */
function inWords(metric: string): string {
  const [name, order, part] = metric.split('.');
  return name === 'layerPenalties' ? `${part} penalty of ${denseLayerName(Number(order))}` : metric;
}

function show(value: number | null): string {
  return value === null ? 'not measured' : String(value);
}
