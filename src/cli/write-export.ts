import type { Lambdascope } from '#app';
import { openOutput } from './output.ts';

/**
 * Writes an export to a file, or a text export to standard output for undefined and `-`. Ends early, or throws, when `signal` is aborted.
 */
export async function writeExport(
  app: Pick<Lambdascope, 'saveExport' | 'takeExport'>,
  ticket: string,
  out: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  if (out !== undefined && out !== '-') return app.saveExport(ticket, out, signal);
  const output = openOutput();
  for await (const chunk of app.takeExport(ticket).chunks) {
    if (signal.aborted) return;
    await output.writeData(String(chunk));
  }
}
