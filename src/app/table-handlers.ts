import { AppError, type Handlers } from '#api';
import { inspectFile } from '#experiments';
import { type OpenTableImport, withTableErrors } from '#storage';
import type { Services } from './services.ts';

type TableCommand =
  | 'inspectTable'
  | 'beginTableImport'
  | 'pushTableImport'
  | 'finishTableImport'
  | 'cancelTableImport'
  | 'listTables'
  | 'getTable'
  | 'deleteTable';

/** Files on their way at the same time. A window that was closed half-way leaves its own behind. */
const maxOpenImports = 4;

/** Commands about imported tables. A file arrives in chunks: no path of a client is ever opened. */
export function createTableHandlers({ store }: Pick<Services, 'store'>): Pick<Handlers, TableCommand> {
  const open = new Map<number, OpenTableImport>();
  let lastId = 0;

  function requireOpen(id: number): OpenTableImport {
    const found = open.get(id);
    if (found) return found;
    throw new AppError('notFound', `import ${id} is not under way: choose the file again`);
  }

  async function end(id: number): Promise<void> {
    const ended = open.get(id);
    open.delete(id);
    await ended?.cancel();
  }

  return {
    inspectTable: ({ bytes, isWhole, ...given }) =>
      withTableErrors(() => inspectFile(bytes, isWhole, defined(given))),
    async beginTableImport({ name, ...options }) {
      const [oldest] = open.keys();
      if (open.size >= maxOpenImports) await end(oldest!);
      open.set(++lastId, store.beginTableImport(name, defined(options)));
      return { import: lastId };
    },
    async pushTableImport({ import: id, bytes }) {
      try {
        await requireOpen(id).push(bytes);
        return null;
      } catch (thrown) {
        open.delete(id); // an import whose file is wrong is over
        throw thrown;
      }
    },
    async finishTableImport({ import: id }) {
      try {
        return await requireOpen(id).finish();
      } finally {
        open.delete(id);
      }
    },
    async cancelTableImport({ import: id }) {
      await end(id);
      return null;
    },
    listTables: () => ({ tables: store.listTables() }),
    async getTable({ digest }) {
      const table = store.getTable(digest);
      const description = await store.describeTable(digest);
      return { ...table, description, latestRuns: store.runsOfTable(digest) };
    },
    deleteTable({ digest }) {
      void store.deleteTable(digest);
      return { tables: store.listTables() };
    },
  };
}

/** Without fields that are undefined. */
function defined<Fields extends object>(
  fields: Fields,
): { [Key in keyof Fields]?: NonNullable<Fields[Key]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}
