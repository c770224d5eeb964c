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

/** A file of samples, and one for test where there is one. */
interface Files {
  readonly training: Blob;
  readonly test: Blob | null;
}

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
 * Sends files, or the start of one, in chunks, and ends with `finish`; null when `signal` ended it. Whatever fails leaves
 * nothing open.
 */
async function send<Result>(
  client: Client,
  begun: Begun,
  files: Files,
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
  // An import that cannot be cancelled, as its host is lost, is deleted by the host's next start.
  const cancel = (): void => void client.cancelTableImport({ ...begun }).catch(() => undefined);
  if (signal.aborted) {
    cancel(); // while it was being begun
    return null;
  }
  signal.addEventListener('abort', cancel, { once: true });
  try {
    const total = files.training.size + (files.test?.size ?? 0);
    let sent = 0;
    for (const [file, blob] of [
      ['training', files.training],
      ['test', files.test],
    ] as const) {
      // Of a file without a byte, too, it is said that there is one.
      for (let from = 0; blob && (from === 0 || from < blob.size); from += maxChunkBytes) {
        const bytes = await bytesOf(blob.slice(from, from + maxChunkBytes));
        if (signal.aborted) return null;
        await client.pushTableImport({ ...begun, bytes, file });
        sent += bytes.length;
        if (signal.aborted) return null;
        onProgress?.(Math.min(1, sent / total));
      }
    }
    const result = await finish();
    return signal.aborted ? null : result;
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
  const start = { training: file.slice(0, surveyedBytes), test: null };
  return send(client, begun, start, { finish, signal });
}

/**
 * Sends files in chunks and resolves to their table. `onProgress` hears the share that was sent, 0 to 1. Rejects with an
 * AppError; null when `signal` ended it.
 */
export async function importFile(
  client: Client,
  files: Files,
  options: ImportOptions,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<ImportedSummary | null> {
  const begun = await client.beginTableImport(options);
  const finish = () => client.finishTableImport(begun);
  return send(client, begun, files, { finish, signal, onProgress });
}

/** What a failed import or inspection says beside its message. */
export function detailsOf(failure: AppError | null): TableErrorDetails {
  return (failure?.details ?? {}) as TableErrorDetails;
}
