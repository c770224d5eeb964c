import { AppError, generalizationGap } from '#api';
import { csvCells, csvLine, csvLineEnd, type CsvCell } from '#experiments';
import type { Connection } from './connection.ts';
import { metricColumns } from './epoch-metrics.ts';
import { penaltySql } from './metric-sql.ts';
import { fromMetricColumn, requireMetric, type MetricColumn } from './metric-value.ts';
import type { RunLookup } from './run-lookup.ts';
import type { RunRow } from './run-row.ts';

/** Epochs read at a time. */
const sliceLength = 1000;

type EpochRow = [epoch: number, ...metrics: (MetricColumn | null)[]];
type PenaltyRow = [epoch: number, layer: number, penalty: MetricColumn];

/** What is kept of each run from the export's beginning: without its config, because there may be thousands. */
type ExportedRun = Pick<
  RunRow,
  'run_id' | 'public_id' | 'name' | 'seed' | 'dense_layers' | 'branch_epoch' | 'epochs_done' | 'last_epoch'
>;

/**
 * The lines of epochs.csv: the header, then a line an epoch, run after run. Every epoch, as it was recorded; a fork has
 * its own, its ancestors have those before.
 */
export function createEpochLines(db: Connection, { requireRow }: RunLookup) {
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

  const selectId = db.prepare(`SELECT run_id FROM runs WHERE public_id = ?`);

  function* linesOf(run: ExportedRun, layers: number): Generator<string> {
    const head = csvCells([run.public_id, run.name, run.seed]);
    const absent = new Array<CsvCell>(layers - run.dense_layers).fill(null);
    const lastEpoch = run.last_epoch ?? -1;
    let written = 0;
    for (let after = -1; after < lastEpoch;) {
      const epochs = selectEpochs.all(run.run_id, after, lastEpoch);
      const first = epochs[0]?.[0];
      const last = epochs.at(-1)?.[0];
      if (first === undefined || last === undefined) break;
      const penalties = penaltiesByEpoch(selectPenalties.all(run.run_id, first, last), run.dense_layers);
      for (const [epoch, ...columns] of epochs) {
        const metrics = columns.map(fromMetricColumn);
        const cells = [
          ...metrics,
          gap(metrics),
          ...(penalties.get(epoch) ?? zeros(run.dense_layers)),
          ...absent,
        ];
        yield `${head},${csvCells([epoch, ...cells])}${csvLineEnd}`;
      }
      written += epochs.length;
      after = last;
    }
    // Of one that is being deleted all epochs may have been there still, and their penalties gone.
    const isThere = selectId.get(run.public_id) !== undefined;
    if (isThere && written === run.epochs_done - (run.branch_epoch ?? 0)) return;
    throw new AppError(
      'conflict',
      `run ${run.public_id} was deleted while it was exported; export again without it`,
    );
  }

  return function* epochLines(ids: readonly string[]): Generator<string> {
    // What is recorded after this moment belongs to the next export.
    const runs = ids.map((id) => toExportedRun(requireRow(id)));
    const layers = runs.reduce((most, run) => Math.max(most, run.dense_layers), 0);
    const penaltyNames = Array.from({ length: layers }, (_, layer) => `layer_penalties.${layer}`);
    const head = ['run_id', 'run_name', 'seed', 'epoch'];
    yield csvLine([...head, ...metricColumns, 'generalization_gap', ...penaltyNames]);
    for (const run of runs) yield* linesOf(run, layers);
  };
}

function toExportedRun(row: RunRow): ExportedRun {
  const { run_id, public_id, name, seed, dense_layers, branch_epoch, epochs_done, last_epoch } = row;
  return { run_id, public_id, name, seed, dense_layers, branch_epoch, epochs_done, last_epoch };
}

function gap(metrics: readonly (number | null)[]): number | null {
  const validationLoss = metrics[metricColumns.indexOf('validation_loss')] ?? null;
  const evaluatedDataLoss = metrics[metricColumns.indexOf('evaluated_data_loss')] ?? null;
  return generalizationGap({ validationLoss, evaluatedDataLoss });
}

function penaltiesByEpoch(rows: readonly PenaltyRow[], layers: number): Map<number, number[]> {
  const byEpoch = new Map<number, number[]>();
  for (const [epoch, layer, penalty] of rows) {
    const penalties = byEpoch.get(epoch) ?? zeros(layers);
    penalties[layer] = requireMetric(penalty);
    byEpoch.set(epoch, penalties);
  }
  return byEpoch;
}

/** Layers without lambdas have no rows: their penalty is 0. */
function zeros(layers: number): number[] {
  return new Array<number>(layers).fill(0);
}
