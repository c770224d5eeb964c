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
  /** Absolute path of the file of the store's threads. */
  readonly storageEntry: string;
  /** Hears in a line of every call that took long, and of threads that died; by default nobody does. */
  readonly onLog?: ((line: string) => void) | undefined;
  /** Hears of what opening takes time for. */
  readonly onStep?: ((step: OpeningStep) => void) | undefined;
  /** Takes the opening back: it rejects, at once unless SQLite is deep in a statement that cannot be interrupted. */
  readonly signal?: AbortSignal | undefined;
}

/** What must fit before a full folder is opened anew. */
const probeBytes = 1024 * 1024;

/** The threads of a database, and what they can be asked. */
type StoreThreads = Awaited<ReturnType<typeof openThreads>>;

/** The services' interface to the database, which only threads access. Every failure is an AppError. */
export interface Store extends StoreThreads {
  /**
   * Opens a folder for writing that could only be read, if it can be written by now: `readOnly` is null then, and what was
   * being read is asked for again.
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
    await Promise.allSettled([dropped.close()]); // that it fails changes nothing of what is open now
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
    /** Waits for what is being written, ends the threads and frees the locks; further calls wait for the first. */
    close: (): Promise<void> => (closing ??= close()),
  };
}

/** A small file says it without touching the database. */
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
  /** At once, whoever asks next: other processes take a session without a lock for dead. */
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
  // A command line lives for a moment: a second thread would take longer to start than what it reads.
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
    /** What keeps the folder from being written, as an error code; null if nothing does. */
    readOnly,
    /** See StorageThread.closeNow: stores what was asked for, interrupts what trains and frees the locks. */
    closeNow: (timeoutMs: number): boolean => writer.closeNow(['interruptRuns', 'close'], timeoutMs),
    /** Readies the thread of short reads, which nobody waits for at the start. Resolves when it is there. */
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
