import { AppError, type Handlers } from '#api';
import { createTableImport, inspectFile, TableError, type TableImport } from '#experiments';
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

interface OpenImport {
  readonly name: string;
  readonly reader: TableImport;
}

/** Commands about imported tables. A file arrives in chunks: no path of a client is ever opened. */
export function createTableHandlers({ store }: Pick<Services, 'store'>): Pick<Handlers, TableCommand> {
  const open = new Map<number, OpenImport>();
  let lastId = 0;

  function requireOpen(id: number): OpenImport {
    const found = open.get(id);
    if (found) return found;
    throw new AppError('notFound', `import ${id} is not under way: choose the file again`);
  }

  /** An import whose file is wrong is over. */
  function orDrop<Result>(id: number, read: (found: OpenImport) => Result): Result {
    const found = requireOpen(id);
    try {
      return withTableErrors(() => read(found));
    } catch (thrown) {
      open.delete(id);
      throw thrown;
    }
  }

  return {
    inspectTable: ({ bytes, isWhole, ...given }) =>
      withTableErrors(() => inspectFile(bytes, isWhole, defined(given))),
    beginTableImport({ name, ...options }) {
      const [oldest] = open.keys();
      if (open.size >= maxOpenImports) open.delete(oldest!);
      open.set(++lastId, { name, reader: createTableImport(defined(options)) });
      return { import: lastId };
    },
    pushTableImport({ import: id, bytes }) {
      orDrop(id, ({ reader }) => reader.push(bytes));
      return null;
    },
    finishTableImport({ import: id }) {
      const summary = orDrop(id, ({ name, reader }) => store.saveTable(name, reader.finish()));
      open.delete(id);
      return summary;
    },
    cancelTableImport({ import: id }) {
      open.delete(id);
      return null;
    },
    listTables: () => ({ tables: store.listTables() }),
    async getTable({ digest }) {
      const table = store.getTable(digest);
      const description = await store.describeTable(digest);
      return { ...table, description, latestRuns: store.runsOfTable(digest) };
    },
    deleteTable({ digest }) {
      store.deleteTable(digest);
      return { tables: store.listTables() };
    },
  };
}

/** Runs `read`; what is wrong with a file is the user's to know. */
export function withTableErrors<Result>(read: () => Result): Result {
  try {
    return read();
  } catch (thrown) {
    if (!(thrown instanceof TableError)) throw thrown;
    throw new AppError('invalidInput', thrown.message, {
      ...(thrown.badRows && { details: { badRows: thrown.badRows } }),
      cause: thrown,
    });
  }
}

/** Without fields that are undefined. */
function defined<Fields extends object>(
  fields: Fields,
): { [Key in keyof Fields]?: NonNullable<Fields[Key]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}
