import { describeDifference, explainDifference, type Verification } from '#api';
import type { Lambdascope } from '#app';
import { type ExitCode, exitCode } from './exit.ts';
import { toJson } from './json.ts';
import { openOutput } from './output.ts';
import { createProgressBar } from './progress-bar.ts';
import { onInterrupt } from './signals.ts';

/** Retrains a recorded run, prints whether the result is the same, and returns 0 or 1. */
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

/** A verification for a terminal: one line, and a few more on possible reasons if it is not equal. */
export function describeVerification(verification: Verification): string {
  if (verification.equal) {
    const { epochs, digest } = verification;
    return `equal: ${epochs} epochs, ${digest === null ? 'no digest' : `digest ${digest}`}`;
  }
  return [describeDifference(verification), ...explainDifference(verification.makers)].join('\n');
}
