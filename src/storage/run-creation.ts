import { countSamples, type TrainingStage } from '#engine';
import type { HostKind, Place, RunConfig } from '#api';
import { configFacts, factColumns } from './config-facts.ts';
import type { Connection } from './connection.ts';
import { randomId } from './random-id.ts';
import { searchText } from './search-text.ts';
import { naturalKey } from './sql-functions.ts';

/** A run to create. */
export interface RunDraft {
  readonly config: RunConfig;
  readonly name: string;
  readonly tags?: readonly string[];
  /** Where it may be trained; here by default. */
  readonly place?: Place;
  /** The sweep that it belongs to. */
  readonly sweepId?: string | undefined;
  /** The confirmation of that sweep that it belongs to: then it is in none of the sweep's cells. */
  readonly confirmationId?: string | undefined;
  /** For a fork: its branch point, and the stages that led there, oldest first. */
  readonly branch?:
    | { readonly parentId: string; readonly epoch: number; readonly ancestry: readonly TrainingStage[] }
    | undefined;
}

/** What all runs created by this process have in common. */
export interface RunOrigin {
  readonly session: string;
  readonly appVersion: string;
  readonly engineVersion: string;
  readonly platform: string;
  readonly host: HostKind;
}

/**
 * Adds runs to the history as queued, all or none. `requireDataset` returns the digest of a dataset's table, null for drawn data, and
 * throws if the table is missing.
 */
export function createRunCreation(
  db: Connection,
  origin: RunOrigin,
  requireDataset: (dataset: RunConfig['dataset']) => string | null,
) {
  const columns = [
    ...['public_id', 'name', 'status', 'session_id', 'created_at'],
    ...['app_version', 'engine_version', 'platform', 'host', 'samples', ...factColumns],
    ...['parent_id', 'branch_epoch', 'ancestry', 'epochs_done', 'sweep_id', 'table_digest'],
    ...['confirmation_id', 'place', 'name_key'],
    ...['config', 'search_text'],
  ];
  const insertRun = db.prepare(
    `INSERT INTO runs (${columns.join(', ')}) VALUES (${columns.map((name) => `:${name}`).join(', ')})`,
  );
  const sweepRowId = db.prepare<[string], number>(`SELECT sweep_id FROM sweeps WHERE public_id = ?`).pluck();
  const confirmationRowId = db
    .prepare<[string], number>(`SELECT confirmation_id FROM confirmations WHERE public_id = ?`)
    .pluck();
  const insertTag = db.prepare(`INSERT OR IGNORE INTO tags (run_id, position, tag) VALUES (?, ?, ?)`);

  function insert({
    config,
    name,
    tags = [],
    branch,
    sweepId,
    confirmationId,
    place = 'here',
  }: RunDraft): string {
    const publicId = randomId();
    const { lastInsertRowid: run } = insertRun.run({
      public_id: publicId,
      name,
      status: 'queued',
      session_id: origin.session,
      created_at: new Date().toISOString(),
      app_version: origin.appVersion,
      engine_version: origin.engineVersion,
      platform: origin.platform,
      host: origin.host,
      ...configFacts(config),
      samples: countSamples(config).training,
      parent_id: branch?.parentId ?? null,
      branch_epoch: branch?.epoch ?? null,
      ancestry: JSON.stringify(branch?.ancestry ?? []),
      epochs_done: branch?.epoch ?? 0,
      sweep_id: sweepId === undefined ? null : sweepRowId.get(sweepId),
      confirmation_id: confirmationId === undefined ? null : confirmationRowId.get(confirmationId),
      table_digest: requireDataset(config.dataset),
      place,
      name_key: naturalKey(name),
      config: JSON.stringify(config),
      search_text: searchText({ id: publicId, name, tags, notes: '', config }),
    });
    tags.forEach((tag, position) => insertTag.run(run, position, tag));
    return publicId;
  }

  const insertAll = db.transaction((drafts: readonly RunDraft[]) => drafts.map(insert));
  /** Returns the new ids, in the order of `drafts`. */
  return (drafts: readonly RunDraft[]): string[] => insertAll.immediate(drafts);
}
