import { generalizationGap, type RunSortKey, type RunSummary } from '#api';
import { formatDate, formatDuration, formatLambda, formatMetric, formatPercent } from '../../words/format.ts';
import { describeDataset, describeLayers, describeOptimizer, largestLambda } from '../../words/run-words.ts';

type Number = number | null | undefined;

/** One column of the history. Numbers have `value` and `format`, plain texts `text`; the others have a cell of their own. */
export interface RunColumn {
  readonly id: string;
  readonly label: string;
  /** One sentence, shown over the head. */
  readonly meaning?: string;
  readonly width: number;
  readonly sort?: RunSortKey;
  readonly value?: (run: RunSummary) => Number;
  readonly format?: (value: Number) => string;
  /** Characters after the decimal point that the column keeps room for. */
  readonly decimals?: number;
  readonly text?: (run: RunSummary) => string;
  readonly hiddenAtFirst?: boolean;
}

const lambda = (value: Number): string => (typeof value === 'number' ? formatLambda(value) : '–');
const duration = (value: Number): string =>
  typeof value === 'number' && value > 0 ? formatDuration(value) : '–';

/** The gap at the last epoch that measured validation; null before the first. */
export function lastGap({ lastValidated }: RunSummary): number | null {
  return lastValidated && generalizationGap(lastValidated);
}

/** Always there, at the left edge. */
export const pinnedColumns = ['select', 'status', 'name'] as const;

export const runColumns: readonly RunColumn[] = [
  { id: 'select', label: 'Select', width: 36 },
  { id: 'status', label: 'Status', width: 28, sort: 'status' },
  { id: 'name', label: 'Name', width: 204, sort: 'name' },
  { id: 'epochs', label: 'Epochs', width: 84, sort: 'epochsDone', meaning: 'Epochs recorded so far.' },
  {
    id: 'l1',
    label: 'λ L1',
    width: 64,
    sort: 'weightRegularizerL1',
    meaning: 'Largest L1 penalty factor on the weights of any layer.',
    value: (run) => largestLambda(run.config, 'weightRegularizerL1'),
    format: lambda,
  },
  {
    id: 'l2',
    label: 'λ L2',
    width: 64,
    sort: 'weightRegularizerL2',
    meaning: 'Largest L2 penalty factor on the weights of any layer.',
    value: (run) => largestLambda(run.config, 'weightRegularizerL2'),
    format: lambda,
  },
  {
    id: 'validationLoss',
    label: 'Val. loss',
    width: 88,
    sort: 'lastValidationLoss',
    meaning: 'Validation loss at the last epoch that measured it.',
    value: (run) => run.lastValidated?.validationLoss,
    format: formatMetric,
    decimals: 5,
  },
  {
    id: 'bestValidationLoss',
    label: 'Best',
    width: 84,
    sort: 'bestValidationLoss',
    meaning: 'Lowest validation loss of any epoch.',
    value: (run) => run.best?.validationLoss,
    format: formatMetric,
    decimals: 5,
  },
  {
    id: 'gap',
    label: 'Gap',
    width: 124,
    sort: 'generalizationGap',
    meaning:
      'Validation loss minus training loss, both evaluated with dropout off: how much worse the network does on data it has not seen.',
    value: lastGap,
  },
  {
    id: 'accuracy',
    label: 'Train acc.',
    width: 84,
    sort: 'lastEvaluatedAccuracy',
    meaning:
      'Share of training samples classified correctly, last evaluated: with dropout off, as the validation samples are.',
    value: (run) => run.lastValidated?.evaluatedAccuracy,
    format: formatPercent,
    decimals: 2,
  },
  {
    id: 'validationAccuracy',
    label: 'Val. acc.',
    width: 80,
    sort: 'lastValidationAccuracy',
    meaning: 'Share of validation samples classified correctly, last measured.',
    value: (run) => run.lastValidated?.validationAccuracy,
    format: formatPercent,
    decimals: 2,
  },
  { id: 'dataset', label: 'Data', width: 124, sort: 'samples', text: (run) => describeDataset(run.config) },
  { id: 'layers', label: 'Layers', width: 84, sort: 'layers', text: (run) => describeLayers(run.config) },
  {
    id: 'optimizer',
    label: 'Optimizer',
    width: 104,
    sort: 'optimizer',
    text: (run) => describeOptimizer(run.config),
  },
  {
    id: 'duration',
    label: 'Duration',
    width: 84,
    sort: 'durationMs',
    meaning: 'Time spent training, without pauses.',
    value: (run) => run.durationMs,
    format: duration,
  },
  {
    id: 'where',
    label: 'Where',
    width: 120,
    meaning: 'The worker that trained it last, or this computer.',
    text: (run) => run.trainedBy ?? (run.startedAt === null || run.origin !== null ? '–' : 'here'),
    hiddenAtFirst: true,
  },
  { id: 'tags', label: 'Tags', width: 120 },
  {
    id: 'created',
    label: 'Created',
    width: 104,
    sort: 'createdAt',
    text: (run) => formatDate(run.createdAt),
  },
  {
    id: 'finalValidationLoss',
    label: 'Final val. loss',
    width: 104,
    sort: 'finalValidationLoss',
    meaning: 'Validation loss of the parameters that the run ended with.',
    value: (run) => run.final?.validationLoss,
    format: formatMetric,
    decimals: 5,
    hiddenAtFirst: true,
  },
  {
    id: 'tailValidationLoss',
    label: 'Mean of last 5 %',
    width: 112,
    sort: 'tailValidationLoss',
    meaning: 'Mean validation loss over the validated ones of the last 5 % of epochs.',
    value: (run) => run.tail?.validationLoss,
    format: formatMetric,
    decimals: 5,
    hiddenAtFirst: true,
  },
  {
    id: 'averagedValidationLoss',
    label: 'Averaged weights',
    width: 116,
    sort: 'averagedValidationLoss',
    meaning:
      'Validation loss of the weights averaged over the last 5 % of epochs; unknown for runs that ended early, or from before this was measured.',
    value: (run) => run.averaged?.validationLoss,
    format: formatMetric,
    decimals: 5,
    hiddenAtFirst: true,
  },
  {
    id: 'bestEpoch',
    label: 'Best epoch',
    width: 88,
    sort: 'bestEpoch',
    value: (run) => run.best?.epoch,
    format: formatMetric,
    hiddenAtFirst: true,
  },
  {
    id: 'dataLoss',
    label: 'Data loss',
    width: 84,
    sort: 'lastDataLoss',
    meaning: 'Mean cross-entropy of the last pass: with dropout on and, in batches, before each update.',
    value: (run) => run.last?.dataLoss,
    format: formatMetric,
    decimals: 5,
    hiddenAtFirst: true,
  },
  {
    id: 'seed',
    label: 'Seed',
    width: 64,
    sort: 'seed',
    value: (run) => run.seed,
    format: (value) => String(value),
    hiddenAtFirst: true,
  },
];

/** True for columns whose cells stand at the right edge. */
export function isNumeric(column: RunColumn): boolean {
  return column.value !== undefined || column.id === 'epochs';
}
