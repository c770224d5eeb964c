import { metricSource, type Field, type NamedLayers } from '#api';
import {
  capitalize,
  formatCount,
  formatDate,
  formatDuration,
  formatLambda,
  formatMetric,
  formatPercent,
  formatValue,
} from './format.ts';
import { isLogarithmic, pathWords } from './path-words.ts';

const pointWords = {
  last: 'last',
  best: 'best epoch',
  final: '',
  averaged: 'averaged weights',
  tail: 'last 5 %',
  test: 'test set',
} as const;

/**
 * What a field of the filter language is called beside an axis. Layers have names only where all runs have the same ones;
 * without `layers` their paths stand for them, as in a filter.
 */
export function fieldLabel(field: Field, layers: NamedLayers | null): string {
  switch (field.group) {
    case 'config':
      return pathWords(field.name, { layers: layers ?? [] }).long;
    case 'metric': {
      const source = metricSource(field);
      const metric = field.about.slice(0, field.about.lastIndexOf(', '));
      const words = source.point === 'at' ? `epoch ${formatCount(source.epoch)}` : pointWords[source.point];
      return words === '' ? metric : `${metric}, ${words}`;
    }
    case 'run':
      return field.name.replaceAll('_', ' ');
  }
}

/** What a field is called in the head of a column, where no layers are known, and in a list of columns: short, and its own among all. */
export function columnLabel(field: Field): string {
  switch (field.group) {
    case 'run':
      return capitalize(
        field.name.replaceAll('_', ' ').replace(/([a-z])Regularizer(L\d)/, '$2 on $1s, largest'),
      );
    case 'metric': {
      const source = metricSource(field);
      const words = field.about.split(', ')[0]!;
      const where = source.point === 'at' ? `epoch ${formatCount(source.epoch)}` : source.point;
      return `${capitalize(source.metric.startsWith('evaluated') ? `evaluated ${words}` : words)}, ${where}`;
    }
    case 'config': {
      const { long, short } = pathWords(field.name, { layers: [] });
      const [head, layer, part] = field.name.split('.');
      if (field.name === 'epochs') return 'Planned epochs';
      if (head !== 'layers') return long;
      const of = /^(weight|bias)/.exec(part!)?.[1];
      return `${short}${of === undefined ? '' : of === 'bias' ? ' on biases' : ' on weights'}, layer ${layer}`;
    }
  }
}

/** A number of a field: times and durations as such, in milliseconds. */
export function formatField({ type, group, name }: Field, value: number): string {
  if (type === 'time') return formatDate(new Date(value).toISOString());
  if (type === 'duration') return formatDuration(value);
  if (name.endsWith('accuracy')) return formatPercent(value);
  if (group === 'metric') return formatMetric(value);
  return isLogarithmic(name) || Math.abs(value) < 0.01 ? formatLambda(value) : formatValue(value);
}
