import { AppError, generalizationGap } from '#api';
import type { CsvCell } from '#experiments';
import type { Connection } from '../connection.ts';
import { maxLayers } from '../dense-layers.ts';
import { metricColumns } from '../epoch-metrics.ts';
import { penaltySql } from '../metric-sql.ts';
import type { ExportColumn, ExportTable } from './export-table.ts';
import { recordedMetric, type MetricColumn } from '../metric-value.ts';
import type { RunLookup } from '../run-lookup.ts';
import type { RunRow } from '../run-row.ts';

/** Epochs read at a time. */
const sliceLength = 1000;

type EpochRow = [epoch: number, ...metrics: (MetricColumn | null)[]];
type PenaltyRow = [epoch: number, layer: number, penalty: MetricColumn];

/** What is kept of each run from the start of the export: not the config, because there may be thousands of runs. */
type ExportedRun = Pick<RunRow, 'run_id' | 'public_id' | 'name' | 'seed' | 'dense_layers' | 'last_epoch'>;

/**
 * One row per epoch as recorded, run after run; a fork's earlier epochs are among the rows of its ancestors. Missing epochs have no row,
 * and values that are not metrics are left out.
 */
export function createEpochsTable(db: Connection, { requireRow }: RunLookup) {
  const selectLast = db
    .prepare<[number], number | null>(`SELECT max(epoch) FROM epochs WHERE run_id = ?`)
    .pluck();
  const isThere = db.prepare<[number, string]>(`SELECT 1 FROM runs WHERE run_id = ? AND public_id = ?`);

  const selectEpochs = db
    .prepare<unknown[], EpochRow>(
      `SELECT epoch, ${metricColumns.join(', ')} FROM epochs
       WHERE run_id = ? AND epoch > ? AND epoch <= ? ORDER BY epoch LIMIT ${sliceLength}`,
    )
    .raw();
  const selectPenalties = db
    .prepare<unknown[], PenaltyRow>(
      `SELECT epoch, layer, ${penaltySql} FROM epoch_penalties
       WHERE run_id = ? AND epoch BETWEEN ? AND ? ORDER BY epoch, layer`,
    )
    .raw();

  function* rowsOf(run: ExportedRun, layers: number): Generator<readonly CsvCell[]> {
    const head = [run.public_id, run.name, run.seed];
    const absent = new Array<CsvCell>(layers - run.dense_layers).fill(null);
    const lastEpoch = run.last_epoch ?? selectLast.get(run.run_id) ?? -1;
    for (let after = -1; after < lastEpoch;) {
      const epochs = selectEpochs.all(run.run_id, after, lastEpoch);
      const first = epochs[0]?.[0];
      const last = epochs.at(-1)?.[0];
      if (first === undefined || last === undefined) break;
      const penalties = penaltiesByEpoch(selectPenalties.all(run.run_id, first, last), run.dense_layers);
      for (const [epoch, ...columns] of epochs) {
        const metrics = columns.map(recordedMetric);
        yield [
          ...head,
          epoch,
          ...metrics,
          gap(metrics),
          ...(penalties.get(epoch) ?? zeros(run.dense_layers)),
          ...absent,
        ];
      }
      after = last;
    }
    // While the run was being deleted its epochs may still all have been there, but its penalties gone.
    if (isThere.get(run.run_id, run.public_id) !== undefined) return;
    throw new AppError(
      'conflict',
      `run ${run.public_id} was deleted during the export; export again without it`,
    );
  }

  return (ids: readonly string[]): ExportTable => {
    // What is recorded after this moment belongs to the next export.
    const runs = ids.map((id) => toExportedRun(requireRow(id)));
    const layers = runs.reduce((most, run) => Math.max(most, run.dense_layers), 0);
    const penalties = Array.from({ length: layers }, (_, layer) => `layer_penalties.${layer}`);
    return {
      columns: [
        ...keys,
        ...[...metricColumns, 'generalization_gap', ...penalties].map((name) => ({
          name,
          type: 'number' as const,
        })),
      ],
      rows: rowsOfAll(runs, layers),
    };
  };

  function* rowsOfAll(runs: readonly ExportedRun[], layers: number): Generator<readonly CsvCell[]> {
    for (const run of runs) yield* rowsOf(run, layers);
  }
}

const keys: readonly ExportColumn[] = [
  { name: 'run_id', type: 'text' },
  { name: 'run_name', type: 'text' },
  { name: 'seed', type: 'integer' },
  { name: 'epoch', type: 'integer' },
];

function toExportedRun(row: RunRow): ExportedRun {
  const { run_id, public_id, name, seed, last_epoch } = row;
  const dense_layers = Math.min(Math.max(row.dense_layers, 0), maxLayers);
  return { run_id, public_id, name, seed, dense_layers, last_epoch };
}

function gap(metrics: readonly (number | null)[]): number | null {
  const validationLoss = metrics[metricColumns.indexOf('validation_loss')] ?? null;
  const evaluatedDataLoss = metrics[metricColumns.indexOf('evaluated_data_loss')] ?? null;
  return generalizationGap({ validationLoss, evaluatedDataLoss });
}

function penaltiesByEpoch(rows: readonly PenaltyRow[], layers: number): Map<number, (number | null)[]> {
  const byEpoch = new Map<number, (number | null)[]>();
  for (const [epoch, layer, penalty] of rows) {
    const penalties = byEpoch.get(epoch) ?? zeros(layers);
    if (layer in penalties) penalties[layer] = recordedMetric(penalty);
    byEpoch.set(epoch, penalties);
  }
  return byEpoch;
}

/** Layers without lambdas have no rows: their penalty is 0. */
function zeros(layers: number): (number | null)[] {
  return new Array<number | null>(layers).fill(0);
}
