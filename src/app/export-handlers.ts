import type { CommandArguments, Handlers } from '#api';
import type { Services } from './services.ts';

export function createExportHandlers({ store, tickets }: Services): Pick<Handlers, 'prepareExport'> {
  async function countRuns({ ids, selection }: CommandArguments<'prepareExport'>): Promise<number> {
    if (ids !== undefined) return (await store.getRuns(ids)).length; // throws for an id that is unknown
    const page = { sort: 'createdAt', descending: true, offset: 0, limit: 1 } as const;
    return (await store.listRuns({ ...selection, ...page })).total;
  }

  return {
    async prepareExport(query) {
      const runs = await countRuns(query);
      return { ticket: tickets.issue(query), fileName: exportFileName(query.table), runs };
    },
  };
}

/** What a browser proposes as a name: `runs.csv`, `epochs.csv`. */
export function exportFileName(table: 'runs' | 'epochs'): string {
  return `${table}.csv`;
}
