import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Chunks of bytes in a temporary file that only this user may read. */
export interface Spool {
  append(bytes: Uint8Array): Promise<void>;
  /** Null after the last chunk. */
  read(piece: number): Promise<Uint8Array | null>;
  close(): Promise<void>;
}

export async function openSpool(): Promise<Spool> {
  const path = join(tmpdir(), `lambdascope-table-${randomUUID()}`);
  const file: FileHandle = await open(path, 'wx+', 0o600);
  // So a killed process leaves nothing behind. Windows does not delete open files; there `close` does it.
  await rm(path, { force: true }).catch(() => undefined);
  const pieces: { readonly at: number; readonly length: number }[] = [];
  let end = 0;
  return {
    async append(bytes) {
      await file.writev([bytes], end);
      pieces.push({ at: end, length: bytes.length });
      end += bytes.length;
    },
    async read(piece) {
      const place = pieces[piece];
      if (place === undefined) return null;
      const bytes = new Uint8Array(place.length);
      const { bytesRead } = await file.read(bytes, 0, place.length, place.at);
      if (bytesRead !== place.length)
        throw new Error(`a temporary file is ${place.length - bytesRead} bytes short`);
      return bytes;
    },
    async close() {
      await file.close();
      await rm(path, { force: true });
    },
  };
}
