import { inspectedBytes, maxChunkBytes } from '#api';
import type { AppError, BadRows, Client, CommandInput, TableSummary } from '#api';

export type ImportOptions = CommandInput<'beginTableImport'>;

/** How a file is read, as far as somebody said; the rest is found out. */
export type GivenDialect = Pick<CommandInput<'inspectTable'>, 'delimiter' | 'header' | 'decimal'>;

async function bytesOf(part: Blob): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await part.arrayBuffer());
}

/** Looks at the start of a file. Rejects with an AppError. */
export async function inspectFile(client: Client, file: File, given: GivenDialect) {
  const bytes = await bytesOf(file.slice(0, inspectedBytes));
  return client.inspectTable({ bytes, isWhole: file.size <= inspectedBytes, ...given });
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
  const cancel = (): void => void client.cancelTableImport(begun).catch(() => undefined);
  signal.addEventListener('abort', cancel, { once: true });
  try {
    return await send();
  } catch (thrown) {
    if (signal.aborted) return null;
    throw thrown;
  } finally {
    signal.removeEventListener('abort', cancel);
  }

  async function send(): Promise<TableSummary | null> {
    for (let from = 0; from < file.size; from += maxChunkBytes) {
      const bytes = await bytesOf(file.slice(from, from + maxChunkBytes));
      if (signal.aborted) return null;
      await client.pushTableImport({ ...begun, bytes });
      onProgress(Math.min(1, (from + bytes.length) / file.size));
    }
    return client.finishTableImport(begun);
  }
}

/** The rows that a failed import names; null when it failed for another reason. */
export function badRowsOf(failure: AppError | null): BadRows | null {
  return (failure?.details as { badRows?: BadRows } | undefined)?.badRows ?? null;
}
