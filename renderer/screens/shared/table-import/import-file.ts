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

/** A file of samples, and optionally one for testing. */
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
    // What browsers report for a file that has changed since it was chosen.
    const message = 'the file changed or is gone; nothing was imported: choose it again';
    throw new AppError('invalidInput', message, { cause });
  }
}

/**
 * Sends files, or the start of one, in chunks, and finishes with `finish`; null if `signal` aborted it. No failure leaves anything open.
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
  // If an import cannot be cancelled because the host is lost, the host deletes it at its next start.
  const cancel = (): void => void client.cancelTableImport({ ...begun }).catch(() => undefined);
  if (signal.aborted) {
    cancel(); // aborted while it was being started
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
      // Even an empty file is announced.
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

/** Inspects a file, or the start of a long one. Rejects with an AppError; null if `signal` aborted it. */
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
 * Sends files in chunks and resolves to their table. `onProgress` receives the share sent so far, 0 to 1. Rejects with an AppError; null if
 * `signal` aborted it.
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

/** The details of a failed import or inspection, in addition to its message. */
export function detailsOf(failure: AppError | null): TableErrorDetails {
  return (failure?.details ?? {}) as TableErrorDetails;
}
