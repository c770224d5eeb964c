import type { ImportChoice, ImportProgress, ImportReading } from '#api';
import { createStorageThread } from '../storage-thread.ts';

/** An import of runs on its way, in a thread of its own. Every failure is an AppError; whoever meets one cancels it. */
export interface OpenRunImport {
  /** Resolves when the bytes are stored, which is the back-pressure. */
  push(file: string, bytes: Uint8Array): Promise<void>;
  /** Reads more of the files; to be called until there is a plan. May be asked again with another choice. */
  plan(choice: ImportChoice): Promise<ImportReading>;
  /** Brings more of it; to be called until it is done. */
  advance(choice: ImportChoice): Promise<ImportProgress>;
  /** Ends it; nothing of it stays. */
  cancel(): Promise<void>;
}

export interface RunImportsOptions {
  /** Absolute path of the threads' file. */
  readonly threadEntry: string;
  /** Path of the database. */
  readonly file: string;
  readonly session: string;
}

/** Brings runs in without holding up this process. */
export function createRunImports({ threadEntry, file, session }: RunImportsOptions) {
  const open = new Set<OpenRunImport>();
  let last = 0;

  return {
    beginRunImport(source: string): OpenRunImport {
      const given = { file, session, key: `${session}-${++last}`, source };
      const thread = createStorageThread({
        entry: threadEntry,
        data: () => ({ role: 'bring' as const, given }),
      });
      let ended = false;
      async function end(): Promise<void> {
        ended = true;
        open.delete(opened);
        await thread.close();
      }
      async function cancel(): Promise<void> {
        if (ended) return;
        ended = true;
        // What cannot be deleted now, on a full disk, is when the session is over.
        await thread.methods.abandon().catch(() => undefined);
        await end();
      }
      const opened: OpenRunImport = {
        async push(name, bytes) {
          await thread.methods.push(name, bytes);
        },
        plan: (choice) => thread.methods.plan(choice),
        async advance(choice) {
          const progress = await thread.methods.advance(choice);
          if (progress.done !== null) await end();
          return progress;
        },
        cancel,
      };
      open.add(opened);
      return opened;
    },
    async closeRunImports(): Promise<void> {
      await Promise.all([...open].map((opened) => opened.cancel()));
    },
  };
}
