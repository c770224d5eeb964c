import { AppError, type Handlers } from '#api';
import type { OpenTableImport, OpenTableInspection } from '#storage';
import type { Services } from './services.ts';

type TableCommand =
  | 'beginTableInspection'
  | 'finishTableInspection'
  | 'beginTableImport'
  | 'pushTableImport'
  | 'finishTableImport'
  | 'cancelTableImport'
  | 'listTables'
  | 'getTable'
  | 'deleteTable';

/** Maximum number of files in progress. A window that is closed half-way leaves its own open. */
const maxOpenImports = 4;

/** Commands about imported tables. A file arrives in chunks: a client's path is never opened. */
export function createTableHandlers({ store }: Pick<Services, 'store'>): Pick<Handlers, TableCommand> {
  const open = new Map<number, OpenTableImport | OpenTableInspection>();
  let lastId = 0;

  async function begin(opened: OpenTableImport | OpenTableInspection): Promise<{ import: number }> {
    const [oldest] = open.keys();
    open.set(++lastId, opened);
    const begun = { import: lastId };
    if (open.size > maxOpenImports) await end(oldest!);
    return begun;
  }

  function requireOpen(id: number): OpenTableImport | OpenTableInspection {
    const found = open.get(id);
    if (found) return found;
    throw new AppError('notFound', `import ${id} is not in progress: choose the file again`);
  }

  function requireKind<Kind extends 'import' | 'inspection'>(id: number, kind: Kind) {
    const found = requireOpen(id);
    if (found.kind === kind) return found as Extract<typeof found, { kind: Kind }>;
    throw new AppError('invalidInput', `${id} is an ${found.kind}; allowed: an ${kind}`);
  }

  async function end(id: number): Promise<void> {
    const ended = open.get(id);
    open.delete(id);
    await ended?.cancel();
  }

  return {
    beginTableInspection: (given) => begin(store.beginTableInspection(given)),
    async finishTableInspection({ import: id, isWhole }) {
      const inspection = requireKind(id, 'inspection');
      open.delete(id);
      return inspection.finish(isWhole);
    },
    beginTableImport: ({ name, ...options }) => begin(store.beginTableImport(name, options)),
    async pushTableImport({ import: id, bytes, file }) {
      try {
        await requireOpen(id).push(bytes, file);
        return null;
      } catch (thrown) {
        open.delete(id); // an import with an invalid file is over
        throw thrown;
      }
    },
    async finishTableImport({ import: id }) {
      const { finish } = requireKind(id, 'import');
      try {
        return await finish();
      } finally {
        open.delete(id);
      }
    },
    async cancelTableImport({ import: id }) {
      await end(id);
      return null;
    },
    listTables: () => store.listTables(),
    async getTable({ digest }) {
      const table = await store.getTable(digest);
      const description = await store.describeTable(digest);
      return { ...table, description, latestRuns: await store.runsOfTable(digest) };
    },
    async deleteTable({ digest }) {
      await store.deleteTable(digest);
      return store.listTables();
    },
  };
}
