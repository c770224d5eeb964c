import { metricSource, type Field, type MetricSource } from '#experiments';
import { hundredthEpoch, keptPenalty, metricAtEpoch } from './epoch-sql.ts';
import { gapSql } from './metric-sql.ts';
import { foldSql } from './sql-functions.ts';

/** Where a field's value comes from, as SQL over the table `runs`. */
export interface FieldSql {
  /** The value, or each of several; texts are folded, NaN is the text 'NaN', NULL means missing. */
  readonly value: string;
  /** A condition on runs: true if `condition`, which is on `value`, holds for any value of the run. */
  readonly where: (condition: string) => string;
  /** The value to show and group by, one per run. */
  readonly one: string;
  /** What runs are sorted by, if not the value itself. */
  readonly order?: string;
  /** An index with the values in order, of only those runs that have one. */
  readonly index?: { readonly from: string; readonly isThere: string };
  /** True if the value is in the index of texts, but not in that of facts. */
  readonly isOfTexts?: boolean;
}

/** SQL for a field from `findField`. */
export function fieldSql(field: Field): FieldSql {
  switch (field.group) {
    case 'config':
      return configSql(field);
    case 'metric':
      return metricSql(field);
    case 'run': {
      const own = runSql[field.name];
      if (own === undefined) throw new Error(`the field ${field.name} has no column or expression`);
      return own;
    }
  }
}

/** Paths that are copied into columns of `runs`. */
const copiedPaths: Readonly<Record<string, string>> = {
  'dataset.kind': 'dataset',
  'optimizer.kind': 'optimizer',
  'optimizer.learningRate': 'learning_rate',
};

function configSql({ name, type, values }: Field): FieldSql {
  const copy = copiedPaths[name];
  if (copy !== undefined) return type === 'number' ? column(copy) : plain(copy);
  // A path from the schema, with at most an index in it. A run without a row has the common value; x'' means no value.
  const rows = `FROM config_values WHERE path_id = (SELECT path_id FROM config_paths WHERE path = '${name}')`;
  const common = `SELECT common AS value FROM config_paths WHERE path = '${name}'`;
  const others = (condition: string): string =>
    `SELECT run_id FROM (SELECT run_id, nullif(value, x'') AS value ${rows}) WHERE ${condition}`;
  return {
    value: type === 'number' ? 'value' : values.length > 0 ? 'lower(value)' : foldSql('value'),
    // The rows of a path are read once, in sequence, rather than looked up for each run.
    where: (condition) => `CASE WHEN EXISTS (SELECT 1 FROM (${common}) WHERE ${condition})
      THEN run_id NOT IN (${others(`(${condition}) IS NOT TRUE`)}) ELSE run_id IN (${others(condition)}) END`,
    one: `nullif(coalesce((SELECT value ${rows} AND config_values.run_id = runs.run_id), (${common})), x'')`,
  };
}

function metricSql(field: Field): FieldSql {
  const source = metricSource(field);
  if (source.point !== 'at') return column(metricColumn(source));
  const value = metricAtEpoch(source);
  const ofHundredth = hundredthEpoch(source);
  if (ofHundredth === null) return column(value);
  const { otherwise, rows } = ofHundredth;
  return {
    value: 'value',
    where: (
      condition,
    ) => `CASE WHEN ${otherwise} THEN EXISTS (SELECT 1 FROM (SELECT ${value} AS value) WHERE ${condition})
      ELSE run_id IN (SELECT run_id FROM (${rows}) WHERE ${condition}) END`,
    one: value,
  };
}

function metricColumn(source: Exclude<MetricSource, { point: 'at' }>): string {
  if (source.metric === 'layer_penalties') return keptPenalty(source.point, source.layer);
  const { point, metric } = source;
  const isValidated = /^(validation|evaluated)_/.test(metric);
  const prefix = point === 'last' && (isValidated || metric === 'gap') ? 'validated_' : `${point}_`;
  if (metric === 'gap') return gapSql(prefix);
  // Test metrics are hidden until revealed.
  return point === 'test'
    ? `CASE WHEN test_revealed_at IS NOT NULL THEN test_${metric} END`
    : `${prefix}${metric}`;
}

function column(value: string, one = value): FieldSql {
  return { value, where: (condition) => condition, one };
}

/** A field of ASCII texts. */
function plain(name: string): FieldSql {
  return column(`lower(${name})`, name);
}

/** A field that matches the name or the id of a row that the run refers to. */
function named(table: string, key: string): FieldSql {
  const of = `FROM ${table} AS other WHERE ${key}`;
  return {
    value: foldSql('word'),
    where: (condition) =>
      `EXISTS (SELECT 1 FROM (SELECT other.name AS word ${of} UNION ALL SELECT other.public_id ${of}) WHERE ${condition})`,
    one: `(SELECT other.name ${of})`,
  };
}

/** Long texts that only a few runs have: the rows of the others are not read. */
function rare(name: string, index: string, isThere: string): FieldSql {
  const one = `CASE WHEN run_id IN (SELECT run_id FROM runs INDEXED BY ${index} WHERE ${isThere}) THEN ${name} END`;
  return column(foldSql(one), one);
}

const durationMs = `(trained_ms + CASE WHEN running_since IS NULL THEN 0
  ELSE max(0, (julianday('now') - julianday(running_since)) * 86400000) END)`;

const isTable = `dataset = 'table'`;
const dataset = `CASE WHEN ${isTable} THEN config ->> '$.dataset.name' ELSE dataset END`;

const importedFrom = `(SELECT source FROM imports WHERE imports.import_id = runs.import_id)`;

const runSql: Readonly<Record<string, FieldSql>> = {
  name: { ...column(foldSql('name'), 'name'), order: 'name_key' },
  id: plain('public_id'),
  status: plain('status'),
  tag: {
    value: foldSql('tag'),
    where: (condition) => `EXISTS (SELECT 1 FROM tags WHERE tags.run_id = runs.run_id AND (${condition}))`,
    one: `(SELECT tag FROM tags WHERE tags.run_id = runs.run_id ORDER BY position LIMIT 1)`,
  },
  notes: rare('notes', 'runs_with_notes', `notes <> ''`),
  seed: column('seed'),
  sweep: named('sweeps', 'other.sweep_id = runs.sweep_id'),
  parent: {
    value: foldSql('word'),
    where: (condition) =>
      `EXISTS (SELECT 1 FROM (SELECT runs.parent_id AS word UNION ALL
         SELECT other.name FROM runs AS other WHERE other.public_id = runs.parent_id) WHERE ${condition})`,
    one: 'parent_id',
  },
  branch_epoch: column('branch_epoch'),
  created: column('created_at'),
  started: column('started_at'),
  ended: column('ended_at'),
  duration: column(durationMs),
  epochs_done: column('epochs_done'),
  diverged_at: column('diverged_at'),
  onset: column('onset_epoch'),
  origin: plain('origin'),
  imported_from: column(foldSql(importedFrom), importedFrom),
  stopped_early: column(`iif(stopped_early, 'true', 'false')`),
  error: rare('error', 'runs_with_error', 'error IS NOT NULL'),
  dataset: column(`CASE WHEN ${isTable} THEN fold(${dataset}) ELSE dataset END`, dataset),
  samples: column('samples'),
  dense_layers: column('dense_layers'),
  dense_units: column('dense_units'),
  parameters: column('parameters'),
  lambda: column(
    'max(weight_regularizer_l1, weight_regularizer_l2, bias_regularizer_l1, bias_regularizer_l2)',
  ),
  weightRegularizerL1: column('weight_regularizer_l1'),
  weightRegularizerL2: column('weight_regularizer_l2'),
  biasRegularizerL1: column('bias_regularizer_l1'),
  biasRegularizerL2: column('bias_regularizer_l2'),
  digest: {
    ...plain('digest'),
    where: (condition) =>
      `run_id IN (SELECT other.run_id FROM runs AS other INDEXED BY runs_by_digest WHERE digest IS NOT NULL AND (${condition}))`,
    index: { from: 'runs INDEXED BY runs_by_digest', isThere: 'digest IS NOT NULL' },
  },
  platform: { ...column(foldSql('platform'), 'platform'), isOfTexts: true },
  kernels: { ...plain('kernel_variant'), isOfTexts: true },
  engine_version: { ...plain('engine_version'), isOfTexts: true },
  app_version: { ...plain('app_version'), isOfTexts: true },
};
