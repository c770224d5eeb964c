import type { PreparedFile } from '#app';
import { openOutput } from './output.ts';
import { writeWholeFile } from './whole-file.ts';

/** Writes an export to a file, or text of it to standard output: undefined and `-`. */
export async function writeExport(
  { chunks }: Pick<PreparedFile, 'chunks'>,
  out: string | undefined,
): Promise<void> {
  if (out !== undefined && out !== '-') return writeWholeFile(out, chunks);
  const output = openOutput();
  for await (const chunk of chunks) await output.writeData(String(chunk));
}
