import {
  type Field,
  findField,
  isWholeNumber,
  metricNoun,
  metricSource,
  type NamedLayers,
  type NetworkMetric,
} from '#api';
import { formatCount, formatDate, formatDuration, formatLambda, formatValue } from './format.ts';
import { metricWords, plainQuantity, type Quantity } from './metric-words.ts';
import { isLogarithmic, pathWords } from './path-words.ts';

const pointWords = {
  last: 'last',
  best: 'best epoch',
  final: '',
  averaged: 'averaged weights',
  tail: 'last 5 %',
  test: 'test set',
} as const;

/** The label of a field of the filter language; layers are named if they are among `layers`, otherwise numbered. */
export function fieldLabel(field: Field, layers: NamedLayers): string {
  const { group, name } = field;
  switch (group) {
    case 'config':
      return name === 'epochs' ? 'Planned epochs' : pathLabel(name, layers);
    case 'metric': {
      const source = metricSource(field);
      const noun = metricNoun(source).replace(/(.+), evaluated as .*/, 'evaluated $1');
      const where = source.point === 'at' ? `epoch ${formatCount(source.epoch)}` : pointWords[source.point];
      return where === '' ? noun : `${noun}, ${where}`;
    }
    case 'run': {
      const [, of, norm] = /^(weight|bias)Regularizer(L\d)$/.exec(name) ?? [];
      return of === undefined ? name.replaceAll('_', ' ') : `${norm} on ${plurals[of]}, largest`;
    }
  }
}

const plurals: Readonly<Record<string, string>> = { weight: 'weights', bias: 'biases' };

function pathLabel(path: string, layers: NamedLayers): string {
  const { long, short } = pathWords(path, { layers });
  const [head, layer, part = ''] = path.split('.');
  if (head !== 'layers' || Number(layer) in layers) return long;
  const of = /^(weight|bias)/.exec(part)?.[1];
  return `${short}${of === undefined ? '' : ` on ${plurals[of]}`} of layer ${layer}`;
}

/** The number format of a field: times and durations, in milliseconds, have their own. */
export function fieldFormat(field: Field): Pick<Quantity, 'format'> & Partial<Quantity> {
  return (
    quantityOf(field) ?? { format: (value) => (typeof value === 'number' ? formatOther(field, value) : '–') }
  );
}

function formatOther({ type, group, name }: Field, value: number): string {
  if (type === 'time') return formatDate(new Date(value).toISOString());
  if (type === 'duration') return formatDuration(value);
  if (isLogarithmic(name) || name === 'lambda') return formatLambda(value);
  if (group !== 'config' || isWholeNumber(name)) return formatCount(value);
  return Math.abs(value) < 0.01 ? formatLambda(value) : formatValue(value);
}

/** For accuracies more is better; for losses and gaps less. */
export function isMoreBetter(name: string): boolean {
  const field = findField(name);
  return field !== null && quantityOf(field)?.isLowGood === false;
}

/** The quantity that a metric measures; null for an epoch, and for anything that is not a metric. */
function quantityOf(field: Field): Quantity | null {
  if (field.group !== 'metric') return null;
  const { metric } = metricSource(field);
  switch (metric) {
    case 'epoch':
      return null;
    case 'gap':
      return metricWords('generalizationGap');
    case 'layer_penalties':
    case 'validation_deviation':
      return plainQuantity;
    default:
      return metricWords(
        metric.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase()) as NetworkMetric,
      );
  }
}
