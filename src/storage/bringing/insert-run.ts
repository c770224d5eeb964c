import { countSamples } from '#engine';
import type { RunConfig, RunOriginName } from '#api';
import { configFacts } from '../config-facts.ts';
import type { Connection } from '../connection.ts';
import { searchText } from '../search-text.ts';
import { naturalKey } from '../sql-functions.ts';

/** A run from another program or a table. */
export interface ForeignRun {
  readonly id: string;
  readonly name: string;
  readonly config: RunConfig;
  readonly tags: readonly string[];
  readonly origin: RunOriginName;
  /** Values of other columns of `runs`. */
  readonly columns: Readonly<Record<string, string | number | null>>;
}

const session = 'elsewhere1';

/** Stores runs in a staged database; returns the key of each. */
export function createForeignRuns(db: Connection) {
  db.prepare(
    `INSERT OR IGNORE INTO sessions (session_id, host, pid, app_version, opened_at, closed_at) VALUES (?, 'cli', 0, '', '', '')`,
  ).run(session);
  const insertTag = db.prepare(`INSERT OR IGNORE INTO tags (run_id, tag, position) VALUES (?, ?, ?)`);

  return ({ id, name, config, tags, origin, columns }: ForeignRun): number => {
    const row = {
      ...{ public_id: id, name, origin, session_id: session },
      ...{ app_version: '', engine_version: '', platform: '', host: 'cli' },
      ...configFacts(config),
      samples: samplesOf(config),
      config: JSON.stringify(config),
      name_key: naturalKey(name),
      search_text: searchText({ id, name, tags, notes: '', config }),
      ...columns,
    };
    const names = Object.keys(row);
    const { lastInsertRowid } = db
      .prepare(`INSERT INTO runs (${names.join(', ')}) VALUES (${names.map((key) => `:${key}`).join(', ')})`)
      .run(row);
    const run = Number(lastInsertRowid);
    tags.forEach((tag, position) => insertTag.run(run, tag, position));
    return run;
  };
}

/** 0 for data that this version does not know. */
function samplesOf(config: RunConfig): number {
  try {
    const { training } = countSamples(config);
    return Number.isSafeInteger(training) ? training : 0;
  } catch {
    return 0;
  }
}
