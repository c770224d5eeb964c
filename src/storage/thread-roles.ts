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

/** The roles of the store's threads. Each opens its connection, with what it is given, at the first call. */
export const threadRoles = {
  /** Owns the writing connection and the locks. */
  write: (options: StorageOptions, onStep: StepListener) => openStorage(options, undefined, onStep),
  /** Short reading statements. */
  read: (file: string) => createStorageMethods(openReadOnly(file), onlooker),
  /** Reads of runs that may take long. */
  runs: (file: string) => createRunReads(openReadOnly(file)),
  /** Reads of complete tables: separate, so that no chart waits for a table of hundreds of megabytes. */
  tables: (file: string) => createTableReads(openReadOnly(file)),
  /** Imports one file, or inspects it; it writes only the bytes of a table. */
  file: createTableImporter,
  /** Imports runs from files. */
  bring: createRunImporter,
  /** Moves the history of a folder that is closed. */
  move: createFolderMover,
};

export type ThreadRole = keyof typeof threadRoles;
export type MethodsOf<Role extends ThreadRole> = ReturnType<(typeof threadRoles)[Role]>;

/** The first message to a thread. */
export type ThreadData<Role extends ThreadRole = ThreadRole> = {
  readonly [One in Role]: { readonly role: One; readonly given: Parameters<(typeof threadRoles)[One]>[0] };
}[Role];
