import { isLive, overviewPoints, type RunStatus, type SeriesMetric, seriesMetrics } from '#api';
import { thinSeries, thinStretches } from '#experiments';
import type { Connection } from './connection.ts';
import { isLayerCount } from './dense-layers.ts';
import type { MetricReader } from './metric-rows.ts';
import { longRunEpochs, longRunPoints, overviewStepEpochs, shortRunEpochs } from './overview-sizes.ts';
import { createCurveReader, joinCurves, type Overview } from './overviews.ts';
import type { SeriesRun } from './read-series.ts';

const wanted = 'public_id AS id, run_id, epochs_done, overview_epochs, dense_layers, origin, status';

/** The first run that ended and lacks an overview; see the index. */
export const withoutOverviewSql = `
  SELECT ${wanted} FROM runs INDEXED BY runs_without_overview
  WHERE epochs_done > ${shortRunEpochs} AND epochs_done IS NOT overview_epochs AND deleted_at IS NULL
    AND status IN ('completed', 'stopped', 'diverged', 'failed', 'interrupted') LIMIT 1`;

/** A live run that has grown by a step since its overview was made; see the index. */
export const grownSql = `
  SELECT ${wanted} FROM runs INDEXED BY runs_live
  WHERE status IN ('queued', 'running', 'paused') AND deleted_at IS NULL
    AND epochs_done > ${longRunEpochs} AND epochs_done >= coalesce(overview_epochs, 0) + ${overviewStepEpochs} LIMIT 1`;

interface RunWithout extends SeriesRun {
  readonly status: RunStatus;
}

/** Makes the overview of a run that lacks one, or extends it by a step; null if no run needs it. Call it in a transaction. */
export function createOverviewMaker(db: Connection, readRows: MetricReader): () => Overview | null {
  const readCurve = createCurveReader(db);
  const ended = db.prepare<[], RunWithout>(withoutOverviewSql);
  const grown = db.prepare<[], RunWithout>(grownSql);

  /** The stored curves of a long run, extended by its next epochs. */
  function goOn(run: RunWithout, metrics: readonly SeriesMetric[]): Omit<Overview, 'id' | 'isOfEnded'> {
    const stored = metrics.map((metric) => readCurve(run.run_id, metric));
    // An overview by an earlier version, or a damaged one, is made from scratch.
    const isMore = run.overview_epochs !== null && stored.every((curve) => curve !== null);
    const from = isMore ? run.overview_epochs : 0;
    const epochsDone = Math.min(run.epochs_done, from + overviewStepEpochs);
    const found = readRows(metrics, run, from, epochsDone - 1);
    const curves = found.map(({ metric, epochs, values }) => {
      const before = isMore ? [stored[metrics.indexOf(metric)]!] : [];
      const all = joinCurves([...before, { epochs, values }]);
      return [metric, thinStretches(all.epochs, all.values, longRunPoints)] as const;
    });
    return { epochsDone, goesOnFrom: run.overview_epochs, curves: Object.fromEntries(curves) };
  }

  return () => {
    const run = ended.get() ?? grown.get();
    if (run === undefined) return null;
    const { id, epochs_done: epochsDone } = run;
    const isOfEnded = !isLive(run.status);
    if (epochsDone > longRunEpochs) {
      // Zero layers for another program's run, or a damaged number.
      const count = isLayerCount(run.dense_layers) ? run.dense_layers : 0;
      const layers = Array.from({ length: count }, (_, layer): SeriesMetric => `layerPenalties.${layer}`);
      return { id, isOfEnded, ...goOn(run, [...seriesMetrics, ...layers]) };
    }
    const curves = readRows(seriesMetrics, run, 0, Number.MAX_SAFE_INTEGER).map(
      ({ metric, epochs, values }) => {
        const few = thinSeries(epochs, values, overviewPoints);
        return [metric, { epochs: few.epochs.slice(), values: few.values.slice() }] as const;
      },
    );
    return { id, isOfEnded, epochsDone, goesOnFrom: run.overview_epochs, curves: Object.fromEntries(curves) };
  };
}
