import {
  surveyedBytes,
  type AppError,
  type Client,
  type CommandInput,
  type GivenDialect,
  type ImportedSummary,
  type Inspection,
  type TableErrorDetails,
} from '#api';
import { sendChunks } from '../send-chunks.ts';

/** A file of samples, and optionally one for testing. */
interface Files {
  readonly training: Blob;
  readonly test: Blob | null;
}

/**
 * Sends files, or the start of one, in chunks, and finishes with `finish`; null if `signal` aborted it. No failure leaves anything open.
 */
async function send<Result>(
  client: Client,
  begun: { readonly import: number },
  { training, test }: Files,
  finish: () => Promise<Result>,
  signal: AbortSignal,
  onProgress: (share: number) => void = () => undefined,
): Promise<Result | null> {
  // If an import cannot be cancelled because the host is lost, the host deletes it at its next start.
  const cancel = (): void => void client.cancelTableImport({ ...begun }).catch(() => undefined);
  if (signal.aborted) {
    cancel(); // aborted while it was being started
    return null;
  }
  signal.addEventListener('abort', cancel, { once: true });
  try {
    const name = 'the file';
    await sendChunks(
      [
        { content: training, name, file: 'training' as const },
        ...(test ? [{ content: test, name, file: 'test' as const }] : []),
      ],
      (bytes, { file }) => client.pushTableImport({ ...begun, bytes, file }),
      onProgress,
      signal,
    );
    if (signal.aborted) return null;
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
  return send(client, begun, start, finish, signal);
}

/**
 * Sends files in chunks and resolves to their table. `onProgress` receives the share sent so far, 0 to 1. Rejects with an AppError; null if
 * `signal` aborted it.
 */
export async function importFile(
  client: Client,
  files: Files,
  options: CommandInput<'beginTableImport'>,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<ImportedSummary | null> {
  const begun = await client.beginTableImport(options);
  const finish = () => client.finishTableImport(begun);
  return send(client, begun, files, finish, signal, onProgress);
}

/** The details of a failed import or inspection, in addition to its message. */
export function detailsOf(failure: AppError | null): TableErrorDetails {
  return (failure?.details ?? {}) as TableErrorDetails;
}
