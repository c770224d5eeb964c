import { AppError, maxChunkBytes, type Client } from '#api';

/** Sends files piece by piece to an import that has begun. `onProgress` receives the share sent so far; `signal` aborts. */
export async function sendFiles(
  client: Pick<Client, 'pushRunImport'>,
  begun: { readonly import: number },
  files: readonly File[],
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<void> {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  let sent = 0;
  for (const file of files) {
    const name = file.webkitRelativePath || file.name;
    // Even an empty file is announced.
    for (let from = 0; from === 0 || from < file.size; from += maxChunkBytes) {
      const bytes = await bytesOf(file.slice(from, from + maxChunkBytes), file.name);
      if (signal.aborted) return;
      await client.pushRunImport({ ...begun, file: name, bytes });
      sent += bytes.length;
      onProgress(sent / Math.max(1, total));
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
