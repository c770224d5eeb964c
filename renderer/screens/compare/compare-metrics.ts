import { evaluatesApart, type RunSummary, type SeriesMetric } from '#api';
import { metricWords } from '#words';

/** What the large chart shows: one metric of the training set and, if it exists, its held-out counterpart. */
export interface MetricChoice {
  readonly value: 'loss' | 'accuracy' | 'totalLoss' | 'penalty' | 'learningRate';
  readonly label: string;
  readonly title: string;
  readonly train: SeriesMetric;
  readonly validation?: SeriesMetric;
}

/** A single metric, described as on every other screen. */
function alone(value: MetricChoice['value'], train: SeriesMetric): MetricChoice {
  const { title } = metricWords(train);
  return { value, label: title, title, train };
}

const metricChoices: readonly MetricChoice[] = [
  {
    ...alone('loss', 'dataLoss'),
    label: 'Loss',
    title: 'Data and validation loss',
    validation: 'validationLoss',
  },
  {
    ...alone('accuracy', 'accuracy'),
    label: 'Accuracy',
    title: 'Training and validation accuracy',
    validation: 'validationAccuracy',
  },
  alone('totalLoss', 'loss'),
  alone('penalty', 'regularizationLoss'),
  alone('learningRate', 'learningRate'),
];

/**
 * What can be shown of these runs. The training metric is the one from the training passes if that equals the evaluated one in all runs,
 * and so is known at every epoch; otherwise it is the evaluated one, like the validation metric beside it.
 */
export function choicesFor(runs: readonly Pick<RunSummary, 'config'>[]): readonly MetricChoice[] {
  if (!runs.some(({ config }) => evaluatesApart(config))) return metricChoices;
  return metricChoices.map((choice) => ({ ...choice, train: evaluated[choice.train] ?? choice.train }));
}

const evaluated: Readonly<Partial<Record<SeriesMetric, SeriesMetric>>> = {
  dataLoss: 'evaluatedDataLoss',
  accuracy: 'evaluatedAccuracy',
};

/** Everything the screen reads of each run for a choice. */
export function metricsOf(choice: MetricChoice): SeriesMetric[] {
  const { train, validation } = choice;
  return [...(validation === undefined ? [train] : [train, validation]), 'generalizationGap'];
}

/** The choice that shows a metric; undefined for the gap, which is shown beside all of them. */
export const choiceOf = (choices: readonly MetricChoice[], metric: SeriesMetric): MetricChoice | undefined =>
  choices.find(({ train, validation }) => metric === train || metric === validation);

/** Whether means over seeds may be geometric: losses are positive and skewed; shares and differences are not. */
export const hasGeometricMean = ({ value }: MetricChoice): boolean =>
  value === 'loss' || value === 'totalLoss';
