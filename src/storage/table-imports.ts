import type { ImportedSummary } from '#api';
import type { GivenDialect, ImportOptions, Inspection } from '#experiments';
import { createStorageThread, type StorageThread } from './storage-thread.ts';
import type { StorageMethods } from './storage-methods.ts';
import type { TableReads } from './table-reads.ts';
import type { Remote } from './thread-protocol.ts';

type FileThread = StorageThread<'file'>;

/** Storing and deleting the bytes of tables. */
export type TableBook = Remote<
  Pick<
    StorageMethods,
    'enterTable' | 'completeTable' | 'markTableUnfinished' | 'deleteUnfinishedTable' | 'claimTableLeftovers'
  > &
    Pick<TableReads, 'deleteTableBytes'>
>;

/** A file on its way to a thread of its own. Every failure is an AppError, and ends the import. */
export interface OpenFile {
  /** Takes the next bytes of the file. Resolves when they are read, which provides back-pressure. */
  push(bytes: Uint8Array, file?: 'training' | 'test'): Promise<void>;
  /** Cancels it; nothing of it stays. */
  cancel(): Promise<void>;
}

export interface OpenTableImport extends OpenFile {
  readonly kind: 'import';
  /** Resolves to the table when it is stored completely. A table that is already stored keeps its first name. */
  finish(): Promise<ImportedSummary>;
}

export interface OpenTableInspection extends OpenFile {
  readonly kind: 'inspection';
  /** @param isWhole whether the complete file was pushed */
  finish(isWhole: boolean): Promise<Inspection>;
}

export interface TableImportsOptions {
  /** Absolute path of the threads' entry file. */
  readonly threadEntry: string;
  /** Path of the database. */
  readonly file: string;
  readonly tables: TableBook;
}

/** Imports and deletes tables without blocking this process. */
export function createTableImports(options: TableImportsOptions) {
  const { threadEntry, file, tables } = options;
  const threads = new Set<FileThread>();

  /** Deletes a table that is unfinished by this session. What cannot be deleted now is deleted when the folder is next opened. */
  async function deleteUnfinished(digest: string): Promise<void> {
    try {
      await tables.deleteTableBytes(digest);
      await tables.deleteUnfinishedTable(digest);
    } catch {
      // The disk is full, or the store is closing.
    }
  }

  async function deleteLeftovers(): Promise<void> {
    await Promise.all((await tables.claimTableLeftovers()).map(deleteUnfinished));
  }

  async function store(name: string, { methods }: FileThread): Promise<ImportedSummary> {
    const imported = await methods.finish();
    const { digest, dialect, notes, leftOut } = imported;
    const known = await tables.enterTable(name, imported);
    if (known) {
      return { ...known, dialect, notes, leftOut, alreadyStored: true };
    }
    try {
      await methods.store(digest);
      return { ...(await tables.completeTable(digest)), alreadyStored: false };
    } catch (thrown) {
      await deleteUnfinished(digest);
      throw thrown;
    }
  }

  /** Starts a thread with its first task; each step waits for that, and any failure ends the thread. */
  function open(begin: (thread: FileThread) => Promise<null>) {
    const thread = createStorageThread({ entry: threadEntry, data: () => ({ role: 'file', given: file }) });
    threads.add(thread);
    const end = async (): Promise<void> => {
      threads.delete(thread);
      await thread.close();
    };
    const closeOnError = async <Result>(step: Promise<Result>): Promise<Result> => {
      try {
        return await step;
      } catch (thrown) {
        await end();
        throw thrown;
      }
    };
    const begun = closeOnError(begin(thread));
    begun.catch(() => undefined); // the next step reports it
    return {
      async push(bytes: Uint8Array, of: 'training' | 'test' = 'training'): Promise<void> {
        await begun;
        await closeOnError(thread.methods.push(bytes, of === 'test'));
      },
      async finish<Result>(last: (thread: FileThread) => Promise<Result>): Promise<Result> {
        await begun;
        const result = await closeOnError(last(thread));
        await end();
        return result;
      },
      cancel: end,
    };
  }

  return {
    beginTableImport(name: string, importOptions: ImportOptions): OpenTableImport {
      deleteLeftovers().catch(() => undefined); // the next import or start tries again
      const { finish, ...opened } = open(({ methods }) => methods.begin(importOptions));
      return { ...opened, kind: 'import', finish: () => finish((thread) => store(name, thread)) };
    },
    /** Inspects a file, and stores nothing. */
    beginTableInspection(given: GivenDialect): OpenTableInspection {
      const { finish, ...opened } = open(({ methods }) => methods.beginInspection(given));
      const conclude = (isWhole: boolean) => (thread: FileThread) => thread.methods.finishInspection(isWhole);
      return { ...opened, kind: 'inspection', finish: (isWhole) => finish(conclude(isWhole)) };
    },
    /** Throws conflict while runs learn from the table. The table is gone when this resolves, its bytes when `deleted` does. */
    async deleteTable(digest: string): Promise<{ readonly deleted: Promise<void> }> {
      await tables.markTableUnfinished(digest);
      return { deleted: deleteUnfinished(digest) };
    },
    /** Deletes leftovers of tables from sessions that are gone. Resolves when the bytes are deleted. */
    deleteTableLeftovers: deleteLeftovers,
    /** Deletes the bytes of a table that is unfinished by this session. */
    freeTable: deleteUnfinished,
    async closeImports(): Promise<void> {
      await Promise.all([...threads].map((thread) => thread.close()));
    },
  };
}
