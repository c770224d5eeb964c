import { createRunImporter } from './bringing/index.ts';
import { openReadOnly } from './connection.ts';
import { createFolderMover } from './moving/folder-mover.ts';
import type { StepListener } from './opening-step.ts';
import { createRunReads } from './run-reads.ts';
import { onlooker } from './onlooker.ts';
import { createStorageMethods } from './storage-methods.ts';
import { openStorage, type StorageOptions } from './storage.ts';
import { createTableImporter } from './table-importer.ts';
import { createTableReads } from './table-reads.ts';

/** What the store's threads are for. Each opens its connection, with what it is given, at the first call. */
export const threadRoles = {
  /** Owns the writing connection and the locks. */
  write: (options: StorageOptions, onStep: StepListener) => openStorage(options, undefined, onStep),
  /** Short statements that read. */
  read: (file: string) => createStorageMethods(openReadOnly(file), onlooker),
  /** Reads of runs that may take long. */
  runs: (file: string) => createRunReads(openReadOnly(file)),
  /** Reads of whole tables: apart, so that no chart waits for a table of hundreds of megabytes. */
  tables: (file: string) => createTableReads(openReadOnly(file)),
  /** Takes one file in, or looks at it; what it writes is the bytes of a table alone. */
  file: createTableImporter,
  /** Brings runs in from files. */
  bring: createRunImporter,
  /** Moves the history of a folder that is closed. */
  move: createFolderMover,
};

export type ThreadRole = keyof typeof threadRoles;
export type MethodsOf<Role extends ThreadRole> = ReturnType<(typeof threadRoles)[Role]>;

/** The first that a thread is told. */
export type ThreadData<Role extends ThreadRole = ThreadRole> = {
  readonly [One in Role]: { readonly role: One; readonly given: Parameters<(typeof threadRoles)[One]>[0] };
}[Role];
