import { AppError, maxChunkBytes } from '#api';

/**
 * Sends files in chunks, one after another; even an empty file is announced by one. `onProgress` receives the share sent so far, 0 to 1;
 * after `signal` is aborted nothing more is sent.
 */
export async function sendChunks<File extends { readonly content: Blob; readonly name: string }>(
  files: readonly File[],
  push: (bytes: Uint8Array<ArrayBuffer>, file: File) => Promise<unknown>,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const total = files.reduce((sum, { content }) => sum + content.size, 0);
  let sent = 0;
  for (const file of files) {
    for (let from = 0; from === 0 || from < file.content.size; from += maxChunkBytes) {
      const bytes = await bytesOf(file.content.slice(from, from + maxChunkBytes), file.name);
      if (signal.aborted) return;
      await push(bytes, file);
      if (signal.aborted) return;
      sent += bytes.length;
      onProgress(Math.min(1, sent / Math.max(1, total)));
    }
  }
}

async function bytesOf(part: Blob, name: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await part.arrayBuffer());
  } catch (cause) {
    // What browsers report for a file that has changed since it was chosen.
    const message = `${name} changed or is gone; nothing was imported: choose it again`;
    throw new AppError('invalidInput', message, { cause });
  }
}
