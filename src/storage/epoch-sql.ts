import type { MetricSource } from '#experiments';
import { gapSql, penaltySql } from './metric-sql.ts';

/** The penalty of a dense layer at an epoch of which a run keeps a copy, as text there: JSON has no NaN and no infinities. */
export function keptPenalty(kept: 'last' | 'best', layer: number): string {
  const text = `${kept}_penalties ->> '$[${layer}]'`;
  return `CASE ${text} WHEN 'NaN' THEN 'NaN' WHEN 'Infinity' THEN 9e999 ELSE CAST(${text} AS REAL) END`;
}

/**
 * A metric as it was recorded at an epoch; NULL where it was not measured then. Of a fork it is its ancestors' before it began. Costs a
 * look-up in the key of `epochs` a run, and one for each ancestor that it takes.
 */
export function metricAtEpoch(source: Extract<MetricSource, { point: 'at' }>): string {
  const { epoch } = source;
  const measured = measuredSql(source);
  // UNION, not UNION ALL: a damaged history may have a run that is its own ancestor.
  const inherited = `(WITH RECURSIVE line(run_id, parent, branch) AS (
      SELECT runs.run_id, runs.parent_id, runs.branch_epoch
      UNION SELECT older.run_id, older.parent_id, older.branch_epoch
        FROM line CROSS JOIN runs AS older ON older.public_id = line.parent WHERE line.branch > ${epoch})
    SELECT ${measured} FROM line CROSS JOIN epochs ON epochs.run_id = line.run_id AND epochs.epoch = ${epoch}
    WHERE line.branch IS NULL OR line.branch <= ${epoch})`;
  const own = `(SELECT ${measured} FROM epochs WHERE epochs.run_id = runs.run_id AND epochs.epoch = ${epoch})`;
  return `CASE WHEN branch_epoch > ${epoch} THEN ${inherited} ELSE ${own} END`;
}

/** Of a row of `epochs`. Where another program recorded it, NaN is what was not measured: see columnsOf in bringing/foreign. */
function measuredSql(source: Extract<MetricSource, { point: 'at' }>): string {
  if (source.metric === 'layer_penalties') return penaltyAtEpoch(source.layer, source.epoch);
  const value = source.metric === 'gap' ? gapSql() : source.metric;
  return `CASE WHEN runs.origin IS NULL OR runs.origin = 'csv' THEN ${value} ELSE nullif(${value}, 'NaN') END`;
}

/** A layer without lambdas has no rows: its penalty is 0. */
function penaltyAtEpoch(layer: number, epoch: number): string {
  const stored = `(SELECT ${penaltySql} FROM epoch_penalties AS penalty
    WHERE penalty.run_id = epochs.run_id AND penalty.epoch = ${epoch} AND penalty.layer = ${layer})`;
  return `CASE WHEN ${layer} < runs.dense_layers THEN coalesce(${stored}, 0.0) END`;
}
