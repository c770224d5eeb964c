import { join } from 'node:path';
import type { RunOriginName } from '#api';
import type { Connection } from '../../connection.ts';
import type { SourceOptions } from '../open-source.ts';
import type { Staged } from '../plan-import.ts';
import { createStagedDatabase } from '../staged-database.ts';
import { createForeignGathering } from './foreign-runs.ts';

/** Remarks on another program's files once they are read. */
export interface SourceNotes {
  readonly notes: readonly string[];
}

/** Creates a staged database from what `read` collects; called again whenever the mapping of metrics changes. */
export async function openForeign(
  origin: Exclude<RunOriginName, 'csv'>,
  { folder, source, metrics, migrations, attempt }: SourceOptions,
  read: (
    gathering: ReturnType<typeof createForeignGathering>,
    db: Connection,
  ) => SourceNotes | Promise<SourceNotes>,
): Promise<Staged> {
  const db = createStagedDatabase(join(folder, `database-${attempt}`), migrations);
  try {
    const gathering = createForeignGathering(db, origin);
    const { notes } = await read(gathering, db);
    const mapped = gathering.finish(metrics);
    return { kind: origin, source, db, metrics: mapped, notes };
  } catch (thrown) {
    db.close();
    throw thrown;
  }
}
