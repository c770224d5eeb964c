import type { FinalMetrics, RunSummary } from '#api';
import type { SetMetrics } from '#engine';
import { readMetric } from './metric-value.ts';
import type { RunRow } from './run-row.ts';
import { readTimeOrNull } from './stored-value.ts';

type TestColumns = Pick<
  RunRow,
  | 'test_data_loss'
  | 'test_accuracy'
  | 'test_revealed_at'
  | 'averaged_test_data_loss'
  | 'averaged_test_accuracy'
>;

/** The test metrics, once revealed. Throws notReadable. */
export function readTest(row: TestColumns): RunSummary['test'] {
  const revealedAt = readTimeOrNull('test_revealed_at', row.test_revealed_at);
  if (revealedAt === null) return null;
  return { revealedAt, metrics: readSet(row, 'test'), averaged: readSet(row, 'averaged_test') };
}

function readSet(row: TestColumns, of: 'test' | 'averaged_test'): SetMetrics | null {
  const [dataLoss, accuracy] = [row[`${of}_data_loss`], row[`${of}_accuracy`]];
  if (dataLoss === null || accuracy === null) return null;
  return {
    dataLoss: readMetric(`${of}_data_loss`, dataLoss),
    accuracy: readMetric(`${of}_accuracy`, accuracy),
  };
}

type EndPoint = 'final' | 'averaged';
type EndMetric = 'data_loss' | 'accuracy' | 'validation_loss' | 'validation_accuracy';

/** Columns for the metrics of a run's final parameters, or of its averaged ones. */
export type EndColumns<Point extends EndPoint> = Pick<RunRow, `${Point}_${EndMetric}`>;

/** null if any of the four was not measured. Throws notReadable. */
export function readFinal<Point extends EndPoint = 'final'>(
  row: EndColumns<Point>,
  point: Point = 'final' as Point,
): FinalMetrics | null {
  const columns = row as Readonly<Record<string, unknown>>;
  const names: readonly EndMetric[] = ['data_loss', 'accuracy', 'validation_loss', 'validation_accuracy'];
  if (names.some((name) => columns[`${point}_${name}`] === null)) return null;
  const metric = (name: EndMetric) => readMetric(`${point}_${name}`, columns[`${point}_${name}`]);
  return {
    dataLoss: metric('data_loss'),
    accuracy: metric('accuracy'),
    validationLoss: metric('validation_loss'),
    validationAccuracy: metric('validation_accuracy'),
  };
}
