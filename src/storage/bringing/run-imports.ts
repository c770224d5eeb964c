import { truncate } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { AppError, type ImportChoice, type ImportProgress, type ImportReading } from '#api';
import { createStorageThread } from '../storage-thread.ts';
import { bytesReadBy } from '../thread-reads.ts';
import { stagedDatabase } from './staging.ts';

/** An import of runs in progress, on its own thread. Every failure is an AppError, after which the caller must cancel the import. */
export interface OpenRunImport {
  /** Resolves when the bytes are stored, which provides back-pressure. */
  push(file: string, bytes: Uint8Array): Promise<void>;
  /** Reads more of the files; call it until there is a plan. May be called again with a different choice. */
  plan(choice: ImportChoice): Promise<ImportReading>;
  /** Copies more of the runs; call it until it is done. */
  advance(choice: ImportChoice): Promise<ImportProgress>;
  /** Ends the import and discards everything it brought. */
  cancel(): Promise<void>;
}

export interface RunImportsOptions {
  /** Absolute path of the thread's entry file. */
  readonly threadEntry: string;
  /** Path of the database. */
  readonly file: string;
  readonly session: string;
}

/** The longest to wait for an answer from the thread, which may be deep in a statement, in milliseconds. */
const patienceMs = 500;

/** How often checking a database reads it completely: once for its pages, once for its rows. */
const checkPasses = 2;

const stopped = (): AppError => new AppError('conflict', 'the import was stopped');

/** Measures from outside how far a thread has come with the database that it is checking, since it does not answer meanwhile. */
function createBusyReading(readCounter: () => Promise<string | null>) {
  let counter: string | null = null;
  let before = 0;
  let ofBytes = 0;
  let furthest = 0;
  return {
    arrived: (bytes: number): void => void (ofBytes += bytes),
    async begin(): Promise<void> {
      counter = await readCounter();
      before = bytesReadBy(counter) ?? 0;
      furthest = 0;
    },
    look(): ImportReading {
      const read = (bytesReadBy(counter) ?? before) - before;
      return { plan: null, bytes: Math.min(ofBytes, Math.floor(read / checkPasses)), ofBytes };
    },
    /** What was measured from outside and what the thread then answers may differ: the progress never goes back. */
    forward(reading: ImportReading): ImportReading {
      furthest = Math.max(furthest, reading.bytes);
      return { ...reading, bytes: furthest };
    },
  };
}

/**
 * Aborts what SQLite is doing with a database. While it is deep in a statement nothing else can: the next page that it reads is missing.
 * The file is a copy that is about to be removed.
 */
async function cutShort(file: string): Promise<void> {
  await truncate(file).catch(() => undefined); // not a database, or gone by now
}

/** Imports runs without blocking this process. */
export function createRunImports({ threadEntry, file, session }: RunImportsOptions) {
  const open = new Set<OpenRunImport>();
  let last = 0;

  return {
    beginRunImport(source: string): OpenRunImport {
      const key = `${session}-${++last}`;
      const thread = createStorageThread({
        entry: threadEntry,
        data: () => ({ role: 'bring' as const, given: { file, session, key, source } }),
      });
      const busy = createBusyReading(() => thread.methods.readCounter());
      let asked: { readonly choice: string; readonly answer: Promise<ImportReading> } | null = null;
      let over: Promise<void> | null = null;
      async function end(): Promise<void> {
        open.delete(opened);
        await thread.close();
      }
      async function abandon(): Promise<void> {
        // What cannot be deleted now, because the disk is full, is deleted when the session is over.
        const abandoned = thread.methods.abandon().then(
          () => true,
          () => true,
        );
        const isFree = await Promise.race([abandoned, setTimeout(patienceMs, false)]);
        if (!isFree && asked !== null) await cutShort(stagedDatabase(file, key));
        await abandoned;
        await end();
      }
      async function orStopped<Result>(answer: Promise<Result>): Promise<Result> {
        try {
          return await answer;
        } catch (thrown) {
          throw over === null ? thrown : stopped();
        }
      }
      async function plan(choice: ImportChoice): Promise<ImportReading> {
        const text = JSON.stringify(choice);
        if (asked?.choice !== text) {
          await busy.begin();
          asked = { choice: text, answer: orStopped(thread.methods.plan(choice)) };
          asked.answer.catch(() => undefined); // the next call reports the error
        }
        const { answer } = asked;
        const settled = answer.finally(() => {
          if (asked?.answer === answer) asked = null;
        });
        const reading = await Promise.race([settled, setTimeout(patienceMs, null, { ref: false })]);
        if (over !== null) throw stopped();
        return busy.forward(reading ?? busy.look());
      }
      const opened: OpenRunImport = {
        async push(name, bytes) {
          await thread.methods.push(name, bytes);
          busy.arrived(bytes.length);
        },
        plan,
        async advance(choice) {
          const progress = await orStopped(thread.methods.advance(choice));
          if (progress.done !== null) await (over ??= end());
          return progress;
        },
        cancel: () => (over ??= abandon()),
      };
      open.add(opened);
      return opened;
    },
    async closeRunImports(): Promise<void> {
      await Promise.all([...open].map((opened) => opened.cancel()));
    },
  };
}
