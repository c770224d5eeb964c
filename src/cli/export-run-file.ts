import { basename, dirname, join } from 'node:path';
import type { Lambdascope } from '#app';
import type { CommandInput } from '#api';
import { say } from './say.ts';
import { send } from './send.ts';
import { writeExport } from './write-export.ts';

export type RunFileQuery = CommandInput<'prepareRunFile'>;

/** What `export` can write about one run. */
export const runFileKinds = [
  'script',
  'samples',
  'config',
  'parameters',
] as const satisfies readonly RunFileQuery['kind'][];

/** Writes a run to a file, or text to standard output; the script of a run on a table gets its samples beside it. */
export async function exportRunFile(
  app: Lambdascope,
  query: RunFileQuery,
  out: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const toOutput = out === undefined || out === '-';
  const { ticket } = await send(app, 'prepareRunFile', query);
  await writeExport(app, ticket, out, signal);

  const { id } = query;
  if (query.kind !== 'script' || signal.aborted) return;
  const { config } = await app.handlers.getRun({ id });
  if (config.dataset.kind !== 'table') return;
  const samples = await send(app, 'prepareRunFile', { kind: 'samples', id });
  if (toOutput) {
    say(
      `the script reads ${samples.fileName}: lambdascope export samples --run ${id} --out ${samples.fileName}`,
    );
    return;
  }
  const beside = join(dirname(out), samples.fileName);
  await writeExport(app, samples.ticket, beside, signal);
  say(`wrote ${basename(out)}, and the samples that it reads: ${samples.fileName}`);
}
