import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, report, type ErrorCode, type OpeningStep } from '#api';
import { createRunImports } from './bringing/index.ts';
import { followOpening } from './follow-opening.ts';
import { createReader } from './reader.ts';
import { routeMethods } from './routed-methods.ts';
import { createStorageThread } from './storage-thread.ts';
import type { StorageOptions } from './storage.ts';
import { createTableImports } from './table-imports.ts';

export interface StoreOptions extends StorageOptions {
  /** Absolute path of the entry file of the store's threads. */
  readonly storageEntry: string;
  /** Receives a line for every slow call, and for every thread that died; nobody by default. */
  readonly onLog?: ((line: string) => void) | undefined;
  /** Receives the slow steps of opening. */
  readonly onStep?: ((step: OpeningStep) => void) | undefined;
  /** Cancels the opening: it rejects, immediately unless SQLite is deep in a statement that cannot be interrupted. */
  readonly signal?: AbortSignal | undefined;
}

/** What must fit before a full folder is opened again, in bytes. */
const probeBytes = 1024 * 1024;

/** The threads of a database, and the calls that they take. */
type StoreThreads = Awaited<ReturnType<typeof openThreads>>;

/** The services' interface to the database, which only threads access. Every failure is an AppError. */
export interface Store extends StoreThreads {
  /**
   * Opens a folder for writing that was opened read-only, if it is writable by now: then `readOnly` is null, and pending reads are
   * repeated.
   */
  openToWrite(): Promise<void>;
}

/** Opens the database of a folder. Rejects with what `openStorage` throws. */
export async function openStore(options: StoreOptions): Promise<Store> {
  let threads = await openThreads(options);
  let opening: Promise<void> | null = null;
  let closing: Promise<void> | null = null;

  async function openToWrite(): Promise<void> {
    if (threads.readOnly === null || closing !== null || !(await canWrite(options.dataDir))) return;
    const opened = await openThreads({ ...options, onStep: undefined, signal: undefined }).catch(() => null);
    if (opened === null) return; // another host has the folder by now, or it is full again
    const [kept, dropped] = opened.readOnly === null ? [opened, threads] : [threads, opened];
    threads = kept;
    await Promise.allSettled([dropped.close()]); // a failure to close changes nothing about what is open now
  }

  async function close(): Promise<void> {
    await opening?.catch(() => undefined);
    await threads.close();
  }

  const delegates = Object.keys(threads).map((name) => [
    name,
    (...args: never[]): unknown =>
      (threads as unknown as Record<string, (...args: never[]) => unknown>)[name]!(...args),
  ]);
  return {
    ...(Object.fromEntries(delegates) as StoreThreads),
    get readOnly() {
      return threads.readOnly;
    },
    openToWrite: () => (opening ??= openToWrite().finally(() => (opening = null))),
    /** Waits for pending writes, ends the threads and releases the locks; further calls wait for the first. */
    close: (): Promise<void> => (closing ??= close()),
  };
}

/** Writes a small file to find out, without touching the database. */
async function canWrite(dataDir: string): Promise<boolean> {
  const probe = join(dataDir, `.probe-${process.pid}`);
  try {
    await writeFile(probe, Buffer.alloc(probeBytes));
    return true;
  } catch {
    return false;
  } finally {
    await rm(probe, { force: true });
  }
}

async function openThreads({ storageEntry: entry, onLog, onStep, signal, ...options }: StoreOptions) {
  let session: string | undefined;
  const opening = followOpening(onStep ?? (() => undefined));
  const writer = createStorageThread({
    entry,
    data: () => ({ role: 'write', given: { ...options, session } }),
    onLog,
    onStep: opening.onStep,
    onDeath: reopen,
  });
  let isReopening = false;
  /** Reopens immediately, without waiting for the next call: other processes take a session without a lock for dead. */
  function reopen(): void {
    if (session === undefined || isReopening) return;
    isReopening = true;
    writer.methods.identity().then(
      () => {
        isReopening = false;
        onLog?.('the database was reopened');
      },
      (thrown: unknown) => {
        isReopening = false;
        onLog?.(`the database could not be reopened: ${AppError.from(thrown).message}`);
      },
    );
  }

  let file: string;
  let readOnly: ErrorCode | null;
  const takeBack = (): void => report(writer.close());
  signal?.addEventListener('abort', takeBack);
  try {
    signal?.throwIfAborted();
    ({ file, session, readOnly } = await writer.methods.identity());
  } catch (thrown) {
    await writer.close();
    throw thrown;
  } finally {
    opening.end();
    signal?.removeEventListener('abort', takeBack);
  }
  const { close: closeReads, deleteTableBytes, ...reads } = createReader(entry, file, { onLog });
  // A command line is short-lived: a second thread would take longer to start than its reads take.
  const reader = options.exclusive
    ? createStorageThread({ entry, data: () => ({ role: 'read', given: file }), onLog })
    : null;
  const {
    enterTable,
    completeTable,
    markTableUnfinished,
    deleteUnfinishedTable,
    claimTableLeftovers,
    undoImport,
    ...methods
  } = routeMethods(writer, reader);
  const tables = {
    enterTable,
    completeTable,
    markTableUnfinished,
    deleteUnfinishedTable,
    claimTableLeftovers,
    deleteTableBytes,
  };
  const { closeImports, freeTable, ...imports } = createTableImports({
    threadEntry: entry,
    file,
    tables,
  });
  const { closeRunImports, ...runImports } = createRunImports({ threadEntry: entry, file, session });

  async function close(): Promise<void> {
    await Promise.all([closeImports(), closeRunImports(), closeReads(), reader?.close()]);
    await writer.closeAfter('close');
  }

  return {
    /** Error code of the problem that keeps the folder from being written; null if there is none. */
    readOnly,
    /** See StorageThread.closeNow: stores everything it was asked to, interrupts training runs and releases the locks. */
    closeNow: (timeoutMs: number): boolean => writer.closeNow(['interruptRuns', 'close'], timeoutMs),
    /** Starts the thread for short reads, for which nobody waits at startup. Resolves when it is ready. */
    loadReader: async (): Promise<void> => reader?.load(),
    ...methods,
    ...reads,
    ...imports,
    ...runImports,
    /** Undoes a completed import. Resolves once none of it is visible; its bytes are deleted in the background. */
    async undoImport(id: string): Promise<{ readonly runs: number }> {
      const { runs, tables: left } = await undoImport(id);
      for (const digest of left) report(freeTable(digest));
      return { runs };
    },
    close,
  };
}
