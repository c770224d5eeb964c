import { AppError, type Handlers, type ImportChoice } from '#api';
import type { OpenRunImport } from '#storage';
import type { Services } from './services.ts';

type RunImportCommand =
  | 'beginRunImport'
  | 'pushRunImport'
  | 'planRunImport'
  | 'advanceRunImport'
  | 'cancelRunImport'
  | 'listRunImports'
  | 'undoRunImport';

/** Maximum number of imports in progress. A window that is closed half-way leaves its own open. */
const maxOpenImports = 4;

/** Commands that import runs. Files arrive in pieces: a client's path is never opened. */
export function createRunImportHandlers({
  store,
  events,
  deletion,
}: Pick<Services, 'store' | 'events' | 'deletion'>): Pick<Handlers, RunImportCommand> {
  const open = new Map<number, OpenRunImport>();
  let lastId = 0;

  function requireOpen(id: number): OpenRunImport {
    const found = open.get(id);
    if (found) return found;
    throw new AppError('notFound', `import ${id} is not in progress: choose the files again`);
  }

  async function end(id: number): Promise<void> {
    const ended = open.get(id);
    open.delete(id);
    await ended?.cancel();
    deletion.wake();
  }

  /** An import with a failed step is over. */
  async function closeOnError<Result>(
    id: number,
    step: (opened: OpenRunImport) => Promise<Result>,
  ): Promise<Result> {
    try {
      return await step(requireOpen(id));
    } catch (thrown) {
      await end(id);
      throw thrown;
    }
  }

  return {
    async beginRunImport({ name }) {
      if (store.readOnly !== null) {
        throw new AppError('folderNotWritable', 'the history is open read-only; nothing can be imported');
      }
      await store.forgetImportLeftovers();
      const [oldest] = open.keys();
      if (open.size >= maxOpenImports) await end(oldest!);
      open.set(++lastId, store.beginRunImport(name));
      return { import: lastId };
    },
    async pushRunImport({ import: id, file, bytes }) {
      await closeOnError(id, (opened) => opened.push(file, bytes));
      return null;
    },
    async planRunImport({ import: id, choice }) {
      const plan = (opened: OpenRunImport) => opened.plan(choice);
      // The user can correct an invalid filter.
      return isFiltered(choice) ? plan(requireOpen(id)) : closeOnError(id, plan);
    },
    async advanceRunImport({ import: id, choice }) {
      const progress = await closeOnError(id, (opened) => opened.advance(choice));
      if (progress.done !== null) {
        open.delete(id);
        events.historyChanged();
      }
      return progress;
    },
    async cancelRunImport({ import: id }) {
      await end(id);
      return null;
    },
    listRunImports: async () => ({ imports: await store.listImports() }),
    async undoRunImport({ id }) {
      const undone = await store.undoImport(id);
      events.historyChanged();
      deletion.wake();
      return undone;
    },
  };
}

function isFiltered({ filter }: ImportChoice): boolean {
  return filter.trim() !== '';
}
