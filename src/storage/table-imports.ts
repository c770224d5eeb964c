import type { ImportedSummary } from '#api';
import type { GivenDialect, ImportOptions, Inspection } from '#experiments';
import { createStorageThread, type StorageThread } from './storage-thread.ts';
import { withStorageErrors } from './sqlite-errors.ts';
import type { ImportedFile } from './table-importer.ts';
import type { Tables } from './tables.ts';
import type { ThreadTask } from './thread-protocol.ts';

/** A file on its way to a thread of its own. Every failure is an AppError, and ends it. */
export interface OpenFile {
  /** Takes the next bytes of the file. Resolves when they are read, which is the back-pressure. */
  push(bytes: Uint8Array, file?: 'training' | 'test'): Promise<void>;
  /** Ends it; nothing of it stays. */
  cancel(): Promise<void>;
}

export interface OpenTableImport extends OpenFile {
  readonly kind: 'import';
  /** Resolves to the table when it is stored whole. One that is stored already keeps its first name. */
  finish(): Promise<ImportedSummary>;
}

export interface OpenTableInspection extends OpenFile {
  readonly kind: 'inspection';
  /** @param isWhole whether all of the file was pushed */
  finish(isWhole: boolean): Promise<Inspection>;
}

export interface TableImportsOptions {
  /** Absolute path of the threads' file. */
  readonly threadEntry: string;
  readonly databaseFile: string;
  readonly tables: Tables;
  readonly deleteTableBytes: (digest: string) => Promise<void>;
}

/** Takes tables in, and out, without holding up this process. */
export function createTableImports(options: TableImportsOptions) {
  const { threadEntry, databaseFile, tables, deleteTableBytes } = options;
  const threads = new Set<StorageThread>();

  /** Of a table that is unfinished by this session. What cannot be deleted now is when the folder is next opened. */
  async function deleteUnfinished(digest: string): Promise<void> {
    try {
      await deleteTableBytes(digest);
      tables.forget(digest);
    } catch {
      // The disk is full, or the store closes.
    }
  }

  async function deleteLeftovers(): Promise<void> {
    await Promise.all(tables.claimLeftovers().map(deleteUnfinished));
  }

  async function store(name: string, thread: StorageThread): Promise<ImportedSummary> {
    const file = (await thread.ask({ kind: 'finishImport' })) as ImportedFile;
    const known = withStorageErrors(() => tables.enter(name, file));
    if (known) {
      const { dialect, notes, leftOut } = file;
      return { ...known, dialect, notes, leftOut, alreadyStored: true };
    }
    try {
      await thread.ask({ kind: 'storeImport', digest: file.digest });
      return { ...withStorageErrors(() => tables.complete(file.digest)), alreadyStored: false };
    } catch (thrown) {
      await deleteUnfinished(file.digest);
      throw thrown;
    }
  }

  /** Starts a thread with its first task; each step waits for it, and whatever fails ends the thread. */
  function open(task: ThreadTask) {
    const thread = createStorageThread(threadEntry, databaseFile);
    threads.add(thread);
    const end = async (): Promise<void> => {
      threads.delete(thread);
      await thread.close();
    };
    const orEnd = async <Result>(step: Promise<Result>): Promise<Result> => {
      try {
        return await step;
      } catch (thrown) {
        await end();
        throw thrown;
      }
    };
    const begun = orEnd(thread.ask(task));
    begun.catch(() => undefined); // the next step tells
    return {
      async push(bytes: Uint8Array, of: 'training' | 'test' = 'training'): Promise<void> {
        await begun;
        await orEnd(thread.ask({ kind: 'pushImport', bytes, isTest: of === 'test' }));
      },
      async finish<Result>(last: (thread: StorageThread) => Promise<Result>): Promise<Result> {
        await begun;
        const result = await orEnd(last(thread));
        await end();
        return result;
      },
      cancel: end,
    };
  }

  return {
    beginTableImport(name: string, importOptions: ImportOptions): OpenTableImport {
      void deleteLeftovers();
      const { finish, ...file } = open({ kind: 'beginImport', options: importOptions });
      return { ...file, kind: 'import', finish: () => finish((thread) => store(name, thread)) };
    },
    /** Looks at a file, and stores nothing. */
    beginTableInspection(given: GivenDialect): OpenTableInspection {
      const { finish, ...file } = open({ kind: 'beginInspection', given });
      const conclude = (isWhole: boolean) => async (thread: StorageThread) =>
        (await thread.ask({ kind: 'finishInspection', isWhole })) as Inspection;
      return { ...file, kind: 'inspection', finish: (isWhole) => finish(conclude(isWhole)) };
    },
    /** Throws conflict while runs learn from it. It is gone when this returns, its bytes when the promise resolves. */
    deleteTable(digest: string): Promise<void> {
      tables.disown(digest);
      return deleteUnfinished(digest);
    },
    /** Deletes what sessions that are gone left of tables. Resolves when their bytes are deleted. */
    deleteTableLeftovers: deleteLeftovers,
    async closeImports(): Promise<void> {
      await Promise.all([...threads].map((thread) => thread.close()));
    },
  };
}
