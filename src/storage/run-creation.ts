import type { DenseLayerConfig } from './dense-layers.ts';
import { denseLayersOf } from './dense-layers.ts';
import { countSamples, type TrainingStage } from '#engine';
import type { HostKind, Place, RunConfig } from '#api';
import type { Connection } from './connection.ts';
import { randomId } from './random-id.ts';
import { searchText } from './search-text.ts';
import { naturalKey } from './sql-functions.ts';

/** A run as it is asked for. */
export interface RunDraft {
  readonly config: RunConfig;
  readonly name: string;
  readonly tags?: readonly string[];
  /** Where it may be trained; by default here. */
  readonly place?: Place;
  /** The sweep that it is made for. */
  readonly sweepId?: string | undefined;
  /** The confirmation of that sweep that it is made for: then it is in none of the sweep's cells. */
  readonly confirmationId?: string | undefined;
  /** For a run that goes on from another: where, and the stages that lead there, oldest first. */
  readonly branch?:
    | { readonly parentId: string; readonly epoch: number; readonly ancestry: readonly TrainingStage[] }
    | undefined;
}

/** What every run of this process has in common. */
export interface RunOrigin {
  readonly session: string;
  readonly appVersion: string;
  readonly engineVersion: string;
  readonly platform: string;
  readonly host: HostKind;
}

/**
 * Adds runs to the history, queued, all or none. `requireDataset` gives the digest of a dataset's table, null for drawn
 * data, and throws where there is none.
 */
export function createRunCreation(
  db: Connection,
  origin: RunOrigin,
  requireDataset: (dataset: RunConfig['dataset']) => string | null,
) {
  const columns = [
    ...['public_id', 'name', 'status', 'seed', 'session_id', 'created_at'],
    ...['app_version', 'engine_version', 'platform', 'host'],
    ...['dataset', 'samples', 'optimizer', 'learning_rate', 'dense_layers', 'dense_units'],
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
  const insertLambdas = db.prepare(`INSERT INTO layer_lambdas VALUES (?, ?, ?, ?, ?, ?, ?)`);
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
    const dense = denseLayersOf(config);
    const { lastInsertRowid: run } = insertRun.run({
      public_id: publicId,
      name,
      status: 'queued',
      seed: config.seed,
      session_id: origin.session,
      created_at: new Date().toISOString(),
      app_version: origin.appVersion,
      engine_version: origin.engineVersion,
      platform: origin.platform,
      host: origin.host,
      dataset: config.dataset.kind,
      samples: countSamples(config).training,
      optimizer: config.optimizer.kind,
      learning_rate: config.optimizer.learningRate,
      dense_layers: dense.length,
      dense_units: dense.reduce((sum, layer) => sum + layer.units, 0),
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
    dense.forEach((layer, index) => insertLambdas.run(run, index, ...lambdaColumns(layer)));
    tags.forEach((tag, position) => insertTag.run(run, position, tag));
    return publicId;
  }

  const insertAll = db.transaction((drafts: readonly RunDraft[]) => drafts.map(insert));
  /** Returns the new ids, in the order of `drafts`. */
  return (drafts: readonly RunDraft[]): string[] => insertAll.immediate(drafts);
}

function lambdaColumns(layer: DenseLayerConfig): number[] {
  return [
    layer.units,
    layer.weightRegularizerL1,
    layer.weightRegularizerL2,
    layer.biasRegularizerL1,
    layer.biasRegularizerL2,
  ];
}
