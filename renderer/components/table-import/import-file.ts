import { AppError, maxChunkBytes, surveyedBytes } from '#api';
import type {
  Client,
  CommandInput,
  GivenDialect,
  ImportedSummary,
  Inspection,
  TableErrorDetails,
} from '#api';

export type ImportOptions = CommandInput<'beginTableImport'>;

interface Begun {
  readonly import: number;
}

async function bytesOf(part: Blob): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await part.arrayBuffer());
  } catch (cause) {
    // What a browser says of a file that is no longer what was chosen.
    const message = 'the file changed or is gone; nothing was imported: choose it again';
    throw new AppError('invalidInput', message, { cause });
  }
}

/**
 * Sends a file, or the start of it, in chunks, and ends with `finish`; null when `signal` ended it. Whatever fails leaves
 * nothing open.
 */
async function send<Result>(
  client: Client,
  begun: Begun,
  file: Blob,
  {
    finish,
    signal,
    onProgress,
  }: {
    readonly finish: () => Promise<Result>;
    readonly signal: AbortSignal;
    readonly onProgress?: (share: number) => void;
  },
): Promise<Result | null> {
  const cancel = (): void => void client.cancelTableImport({ ...begun }).catch(() => undefined);
  signal.addEventListener('abort', cancel, { once: true });
  try {
    for (let from = 0; from < file.size; from += maxChunkBytes) {
      const bytes = await bytesOf(file.slice(from, from + maxChunkBytes));
      if (signal.aborted) return null;
      await client.pushTableImport({ ...begun, bytes });
      onProgress?.(Math.min(1, (from + bytes.length) / file.size));
    }
    return await finish();
  } catch (thrown) {
    if (signal.aborted) return null;
    cancel();
    throw thrown;
  } finally {
    signal.removeEventListener('abort', cancel);
  }
}

/** Looks at a file, of a long one at the start. Rejects with an AppError; null when `signal` ended it. */
export async function inspectFile(
  client: Client,
  file: File,
  given: GivenDialect,
  signal: AbortSignal,
): Promise<Inspection | null> {
  const begun = await client.beginTableInspection(given);
  const isWhole = file.size <= surveyedBytes;
  const finish = () => client.finishTableInspection({ ...begun, isWhole });
  return send(client, begun, file.slice(0, surveyedBytes), { finish, signal });
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
): Promise<ImportedSummary | null> {
  const begun = await client.beginTableImport(options);
  const finish = () => client.finishTableImport(begun);
  return send(client, begun, file, { finish, signal, onProgress });
}

/** What a failed import or inspection says beside its message. */
export function detailsOf(failure: AppError | null): TableErrorDetails {
  return (failure?.details ?? {}) as TableErrorDetails;
}
