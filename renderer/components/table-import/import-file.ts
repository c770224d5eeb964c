import { inspectedBytes, maxChunkBytes } from '#api';
import type { AppError, BadRows, Client, CommandInput, TableSummary } from '#api';

export type ImportOptions = CommandInput<'beginTableImport'>;

async function bytesOf(part: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await part.arrayBuffer());
}

/** Looks at the start of a file. Rejects with an AppError. */
export async function inspectFile(client: Client, file: File) {
  const bytes = await bytesOf(file.slice(0, inspectedBytes));
  return client.inspectTable({ bytes, isWhole: file.size <= inspectedBytes });
}

/**
 * Sends a file in chunks and resolves to its table. `onProgress` hears the share that was sent, 0 to 1. Rejects with an
 * AppError; null when `signal` ended it.
 */
export async function importFile(
  client: Client,
  file: File,
  options: ImportOptions,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<TableSummary | null> {
  const begun = await client.beginTableImport(options);
  for (let from = 0; from < file.size; from += maxChunkBytes) {
    if (signal.aborted) break;
    const bytes = await bytesOf(file.slice(from, from + maxChunkBytes));
    await client.pushTableImport({ ...begun, bytes });
    onProgress(Math.min(1, (from + bytes.length) / file.size));
  }
  if (!signal.aborted) return client.finishTableImport(begun);
  await client.cancelTableImport(begun);
  return null;
}

/** The rows that a failed import names; null when it failed for another reason. */
export function badRowsOf(failure: AppError | null): BadRows | null {
  return (failure?.details as { badRows?: BadRows } | undefined)?.badRows ?? null;
}
