import type { MetricSource } from '#experiments';
import { gapSql, penaltySql } from './metric-sql.ts';

type AtEpoch = Extract<MetricSource, { point: 'at' }>;

const storedSql = (metric: string): string => (metric === 'gap' ? gapSql() : metric);

/** The penalty of a dense layer at a kept epoch, stored as text: JSON has no NaN and no infinities. */
export function keptPenalty(kept: 'last' | 'best', layer: number): string {
  const text = `${kept}_penalties ->> '$[${layer}]'`;
  return `CASE ${text} WHEN 'NaN' THEN 'NaN' WHEN 'Infinity' THEN 9e999 ELSE CAST(${text} AS REAL) END`;
}

/**
 * The rows of one epoch number. Multiples of 100 have their own index, in which all runs lie side by side; other epochs take one key
 * look-up per run.
 */
function epochsAt(epoch: number): { readonly from: string; readonly where: string } {
  const where = `epochs.epoch = ${epoch}`;
  if (!isHundredth(epoch)) return { from: 'epochs', where };
  // SQLite uses the index only if the query repeats its conditions.
  return {
    from: 'epochs INDEXED BY epochs_hundredth',
    where: `${where} AND epochs.epoch % 100 = 0 AND epochs.epoch > 0`,
  };
}

const isHundredth = (epoch: number): boolean => epoch > 0 && epoch % 100 === 0;

/**
 * The values of all runs at a multiple of 100, as rows of run_id and value, except for `otherwise` runs: those that branched off later, and
 * those recorded by another program. null for other epochs, and for penalties, which are stored elsewhere.
 */
export function hundredthEpoch(
  source: AtEpoch,
): { readonly rows: string; readonly otherwise: string } | null {
  const { epoch, metric } = source;
  if (metric === 'layer_penalties' || !isHundredth(epoch)) return null;
  const { from, where } = epochsAt(epoch);
  return {
    rows: `SELECT epochs.run_id, ${storedSql(metric)} AS value FROM ${from} WHERE ${where}`,
    otherwise: `branch_epoch > ${epoch} OR coalesce(origin, 'csv') <> 'csv'`,
  };
}

/**
 * A metric as it was recorded at an epoch; NULL where it was not measured. For a fork, an epoch before it began is its ancestor's. Costs
 * one look-up for each run that came this far, and one for each ancestor needed.
 */
export function metricAtEpoch(source: AtEpoch): string {
  const { epoch } = source;
  const { from, where } = epochsAt(epoch);
  const measured = measuredSql(source);
  // UNION, not UNION ALL: in a damaged history a run may be its own ancestor.
  const inherited = `(WITH RECURSIVE line(run_id, parent, branch) AS (
      SELECT runs.run_id, runs.parent_id, runs.branch_epoch
      UNION SELECT older.run_id, older.parent_id, older.branch_epoch
        FROM line CROSS JOIN runs AS older ON older.public_id = line.parent WHERE line.branch > ${epoch})
    SELECT ${measured} FROM line CROSS JOIN ${from} ON epochs.run_id = line.run_id AND ${where}
    WHERE line.branch IS NULL OR line.branch <= ${epoch})`;
  const own = `(SELECT ${measured} FROM ${from} WHERE epochs.run_id = runs.run_id AND ${where})`;
  return `CASE WHEN branch_epoch > ${epoch} THEN ${inherited} WHEN epochs_done > ${epoch} THEN ${own} END`;
}

/** The value in a row of `epochs`. For runs recorded by another program NaN means not measured: see columnsOf in bringing/foreign. */
function measuredSql(source: AtEpoch): string {
  if (source.metric === 'layer_penalties') return penaltyAtEpoch(source.layer, source.epoch);
  const value = storedSql(source.metric);
  return `CASE WHEN runs.origin IS NULL OR runs.origin = 'csv' THEN ${value} ELSE nullif(${value}, 'NaN') END`;
}

/** A layer without lambdas has no rows: its penalty is 0. */
function penaltyAtEpoch(layer: number, epoch: number): string {
  const stored = `(SELECT ${penaltySql} FROM epoch_penalties AS penalty
    WHERE penalty.run_id = epochs.run_id AND penalty.epoch = ${epoch} AND penalty.layer = ${layer})`;
  return `CASE WHEN ${layer} < runs.dense_layers THEN coalesce(${stored}, 0.0) END`;
}
