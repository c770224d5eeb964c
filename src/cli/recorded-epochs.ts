import type { EpochMetrics, RunDetail, RunSeries, SeriesMetric } from '#api';
import { isLive, seriesMetrics } from '#api';
import type { Lambdascope } from '#app';

/** Epochs per read: enough to be fast, few enough to hold in memory. */
const epochsPerRead = 5000;

/** Those that are stored with an epoch: the gap is the difference of two of them. */
const metrics = seriesMetrics.filter((metric) => metric !== 'generalizationGap');

/**
 * The epochs of a run starting at `fromEpoch`, as they are stored, each once and in order, until the run has ended. They are read from the
 * database, so everything shown is stored.
 */
export async function* recordedEpochs(
  app: Lambdascope,
  id: string,
  fromEpoch: number,
): AsyncGenerator<EpochMetrics[]> {
  let changed = Promise.withResolvers<undefined>();
  const unsubscribe = app.onEvent((event) => {
    if (event.kind === 'runsChanged' && event.runs.some((run) => run.id === id)) changed.resolve(undefined);
  });
  try {
    let read = fromEpoch;
    for (;;) {
      changed = Promise.withResolvers();
      const run = await app.handlers.getRun({ id });
      while (read < run.epochsDone) {
        const epochs = await readEpochs(app, run, read, Math.min(run.epochsDone, read + epochsPerRead) - 1);
        read += epochs.length;
        yield epochs;
      }
      if (!isLive(run.status)) return;
      await changed.promise;
    }
  } finally {
    unsubscribe();
  }
}

async function readEpochs(
  app: Lambdascope,
  { id, config }: RunDetail,
  fromEpoch: number,
  toEpoch: number,
): Promise<EpochMetrics[]> {
  const denseLayers = config.layers.filter(({ kind }) => kind === 'dense').length;
  const penalties = Array.from({ length: denseLayers }, (_, layer) => `layerPenalties.${layer}` as const);
  const wanted: SeriesMetric[] = [...metrics, ...penalties];
  const answer = await app.handlers.readSeries({ id, metrics: wanted, fromEpoch, toEpoch, maxPoints: null });
  const valueOf = createLookup(answer);
  return Array.from({ length: toEpoch - fromEpoch + 1 }, (_, offset) => {
    const epoch = fromEpoch + offset;
    const always = (metric: SeriesMetric): number => valueOf(metric, epoch) ?? Number.NaN;
    return {
      epoch,
      loss: always('loss'),
      dataLoss: always('dataLoss'),
      regularizationLoss: always('regularizationLoss'),
      accuracy: always('accuracy'),
      learningRate: always('learningRate'),
      validationLoss: valueOf('validationLoss', epoch),
      validationAccuracy: valueOf('validationAccuracy', epoch),
      evaluatedDataLoss: valueOf('evaluatedDataLoss', epoch),
      evaluatedAccuracy: valueOf('evaluatedAccuracy', epoch),
      layerPenalties: penalties.map(always),
    };
  });
}

/** Values by metric and epoch, for epochs requested in ascending order; null if there is none. */
function createLookup({ series }: RunSeries): (metric: SeriesMetric, epoch: number) => number | null {
  const positions = new Map<SeriesMetric, number>();
  return (metric, epoch) => {
    const points = series[metric];
    const position = positions.get(metric) ?? 0;
    if (points?.epochs[position] !== epoch) return null;
    positions.set(metric, position + 1);
    return points.values[position]!;
  };
}
