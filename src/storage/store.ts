import type { ErrorCode } from '#api';
import { methodThreads } from './method-threads.ts';
import { createReader } from './reader.ts';
import type { StorageMethods } from './storage-methods.ts';
import { createStorageThread } from './storage-thread.ts';
import type { StorageOptions } from './storage.ts';
import { createTableImports } from './table-imports.ts';
import type { Remote } from './thread-protocol.ts';

export interface StoreOptions extends StorageOptions {
  /** Absolute path of the file of the store's threads. */
  readonly storageEntry: string;
}

/** All that the services ask of the database, which only threads touch. Every failure is an AppError. */
export type Store = Awaited<ReturnType<typeof openStore>>;

/** Opens the database of a folder. Rejects with what `openStorage` throws. */
export async function openStore({ storageEntry, ...options }: StoreOptions) {
  const writer = createStorageThread(storageEntry, { role: 'write', given: options });
  let file: string;
  let readOnly: ErrorCode | null;
  try {
    file = await writer.methods.file();
    readOnly = await writer.methods.readOnly();
  } catch (thrown) {
    await writer.close();
    throw thrown;
  }
  const reader = createStorageThread(storageEntry, { role: 'read', given: file });
  const { close: closeReads, deleteTableBytes, ...reads } = createReader(storageEntry, file);
  const threads = { read: reader.methods, write: writer.methods, record: writer.methods };
  const called = Object.entries(methodThreads).map(([name, thread]) => [
    name,
    threads[thread][name as keyof StorageMethods],
  ]);
  const { enterTable, completeTable, disownTable, forgetTable, claimTableLeftovers, ...methods } =
    Object.fromEntries(called) as Remote<StorageMethods>;
  const tables = {
    enterTable,
    completeTable,
    disownTable,
    forgetTable,
    claimTableLeftovers,
    deleteTableBytes,
  };
  const { closeImports, ...imports } = createTableImports({ threadEntry: storageEntry, file, tables });

  let closing: Promise<void> | null = null;
  async function close(): Promise<void> {
    await Promise.all([closeImports(), closeReads(), reader.close()]);
    await writer.methods.close();
    await writer.close();
  }

  return {
    /** What keeps the folder from being written, as an error code; null when nothing does. */
    readOnly,
    ...methods,
    ...reads,
    ...imports,
    /** Waits for what is being written, ends the threads and frees the locks; further calls wait for the first. */
    close: (): Promise<void> => (closing ??= close()),
  };
}
