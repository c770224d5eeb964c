import { generalizationGap, type ColumnLook, type FieldValue, type RunSummary } from '#api';
import {
  describeDataset,
  describeLayers,
  describeOptimizer,
  formatCount,
  formatDate,
  formatDuration,
  formatLambda,
  formatMetric,
  judgedMetrics,
  largestLambda,
  type Quantity,
} from '#words';
import type { DataColumn } from '../../ui/data-table/data-column.ts';

type Number = number | null | undefined;

/**
 * One column of the history. Numbers have `format`, and `value` if a run's summary has them; plain texts have `text`; the others have their
 * own cell component.
 */
export interface RunColumn extends DataColumn {
  /** What it shows, as named in a filter: by it, runs are sorted, grouped and distinguished. */
  readonly field?: string;
  /** The host reads the field for the listed rows: no summary has it. */
  readonly isRead?: boolean;
  readonly value?: (run: RunSummary) => Number;
  readonly format?: (value: Number) => string;
  /** Digits after the decimal point that the column keeps room for. */
  readonly decimals?: number | undefined;
  readonly text?: (run: RunSummary) => string;
  /** For fields that are read. */
  readonly readText?: (value: FieldValue) => string;
  readonly look?: ColumnLook;
}

const lambda = (value: Number): string => (typeof value === 'number' ? formatLambda(value) : '–');
const duration = (value: Number): string =>
  typeof value === 'number' && value > 0 ? formatDuration(value) : '–';

/** The gap at the last epoch that measured validation; null before the first. */
export function lastGap({ lastValidated }: RunSummary): number | null {
  return lastValidated && generalizationGap(lastValidated);
}

/** Always there, at the left edge. */
export const fixedColumns: readonly RunColumn[] = [
  { id: 'select', label: 'Select', width: 36, isPinned: true, isFixed: true, isRigid: true },
  {
    ...{ id: 'status', label: 'Status', width: 28, field: 'status', sort: 'status' },
    ...{ isPinned: true, isFixed: true, isRigid: true, hidesLabel: true },
  },
  { id: 'name', label: 'Name', width: 204, field: 'name', sort: 'name', isPinned: true, isFixed: true },
];

/** How the numbers of a quantity look in a column. */
export const looks = ({ format, decimals }: Pick<Quantity, 'format'> & Partial<Quantity>) => ({
  isNumeric: true,
  format,
  decimals,
});
const { validationLoss, generalizationGap: gap, validationAccuracy, accuracy } = judgedMetrics;
const loss = looks(validationLoss);
const share = looks(accuracy);

/** Columns available from a run's summary, which therefore update live. */
const ownColumns: readonly (Omit<RunColumn, 'sort'> & { readonly sort?: string })[] = [
  {
    ...{ id: 'epochs_done', label: 'Epochs', width: 84, isNumeric: true },
    meaning: 'Epochs recorded so far.',
    value: (run) => run.epochsDone,
    format: (value) => formatCount(value ?? 0),
  },
  {
    ...{ id: 'weightRegularizerL1', label: 'λ L1', width: 64, isNumeric: true },
    meaning: 'Largest L1 penalty factor on the weights of any layer.',
    value: (run) => largestLambda(run.config, 'weightRegularizerL1'),
    format: lambda,
  },
  {
    ...{ id: 'weightRegularizerL2', label: 'λ L2', width: 64, isNumeric: true },
    meaning: 'Largest L2 penalty factor on the weights of any layer.',
    value: (run) => largestLambda(run.config, 'weightRegularizerL2'),
    format: lambda,
  },
  {
    ...{ id: 'last.validation_loss', label: validationLoss.head, width: 88, ...loss },
    meaning: 'Validation loss at the last epoch that measured it.',
    value: (run) => run.lastValidated?.validationLoss,
  },
  {
    ...{ id: 'best.validation_loss', label: 'Best', width: 84, ...loss },
    meaning: 'Lowest validation loss of any epoch.',
    value: (run) => run.best?.validationLoss,
  },
  {
    ...{ id: 'gap', label: gap.head, width: 124, ...looks(gap), look: 'bar' },
    meaning:
      'Validation loss minus training loss, both evaluated with dropout off: how much worse the network does on data it has not seen.',
    value: lastGap,
  },
  {
    ...{ id: 'last.evaluated_accuracy', label: accuracy.head, width: 84, ...share },
    meaning:
      'Share of training samples classified correctly, last evaluated: with dropout off, as the validation samples are.',
    value: (run) => run.lastValidated?.evaluatedAccuracy,
  },
  {
    ...{ id: 'last.validation_accuracy', label: validationAccuracy.head, width: 80, ...share },
    meaning: 'Share of validation samples classified correctly, last measured.',
    value: (run) => run.lastValidated?.validationAccuracy,
  },
  { id: 'dataset', label: 'Data', width: 124, sort: 'samples', text: (run) => describeDataset(run.config) },
  { id: 'dense_layers', label: 'Layers', width: 84, text: (run) => describeLayers(run.config) },
  { id: 'optimizer.kind', label: 'Optimizer', width: 104, text: (run) => describeOptimizer(run.config) },
  {
    ...{ id: 'duration', label: 'Duration', width: 84, isNumeric: true },
    meaning: 'Time spent training, without pauses.',
    value: (run) => run.durationMs,
    format: duration,
  },
  { id: 'tag', label: 'Tags', width: 120 },
  { id: 'created', label: 'Created', width: 104, text: (run) => formatDate(run.createdAt) },
  {
    ...{ id: 'final.validation_loss', label: 'Final val. loss', width: 104, ...loss },
    meaning: 'Validation loss of the parameters that the run ended with.',
    value: (run) => run.final?.validationLoss,
  },
  {
    ...{ id: 'tail.validation_loss', label: 'Mean of last 5 %', width: 112, ...loss },
    meaning: 'Mean validation loss over the validated ones of the last 5 % of epochs.',
    value: (run) => run.tail?.validationLoss,
  },
  {
    ...{ id: 'averaged.validation_loss', label: 'Averaged weights', width: 116, ...loss },
    meaning:
      'Validation loss of the weights averaged over the last 5 % of epochs; unknown for runs that ended early, or from before this was measured.',
    value: (run) => run.averaged?.validationLoss,
  },
  {
    ...{ id: 'best.epoch', label: 'Best epoch', width: 88, isNumeric: true },
    value: (run) => run.best?.epoch,
    format: formatMetric,
  },
  {
    ...{ id: 'last.data_loss', label: 'Data loss', width: 84, ...loss },
    meaning: 'Mean cross-entropy of the last pass: with dropout on and, in batches, before each update.',
    value: (run) => run.last?.dataLoss,
  },
  {
    ...{ id: 'seed', label: 'Seed', width: 64, isNumeric: true },
    value: (run) => run.seed,
    format: (value) => String(value),
  },
];

/** Columns that are not fields: they have no order. */
const unsortedColumns: readonly RunColumn[] = [
  {
    ...{ id: 'where', label: 'Where', width: 120 },
    meaning: 'The worker that trained it last, or this computer.',
    text: (run) => run.trainedBy ?? (run.startedAt === null || run.origin !== null ? '–' : 'here'),
  },
  {
    ...{ id: 'curve.losses', label: 'Losses', width: 108 },
    meaning: 'Training loss, solid, and validation loss, dashed, over the epochs, on a logarithmic scale.',
  },
  {
    ...{ id: 'curve.dataLoss', label: 'Train. curve', width: 92 },
    meaning: 'Training loss over the epochs, on a logarithmic scale.',
  },
  {
    ...{ id: 'curve.validationLoss', label: 'Val. curve', width: 92 },
    meaning: 'Validation loss over the epochs, on a logarithmic scale.',
  },
];

export const knownColumns: readonly RunColumn[] = [
  ...ownColumns.map((column) => ({ sort: column.id, ...column, field: column.id })),
  ...unsortedColumns,
];
