import type { ImportedMetric } from '#api';

const validationWords = new Set(['val', 'valid', 'validation', 'eval', 'evaluation', 'dev']);
const trainingWords = new Set(['train', 'training', 'epoch', 'batch', 'step']);
const testWords = new Set(['test', 'testing']);

/** Our equivalent of another program's metric, judged by the words in its name; null if that is not clear. */
export function guessMetric(name: string): ImportedMetric | null {
  const words = name
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
  if (words.some((word) => testWords.has(word))) return null;
  const isValidation = words.some((word) => validationWords.has(word));
  const left = words.filter((word) => !validationWords.has(word) && !trainingWords.has(word)).join(' ');
  if (left === 'loss') return isValidation ? 'validation_loss' : 'loss';
  if (left === 'acc' || left === 'accuracy') return isValidation ? 'validation_accuracy' : 'accuracy';
  if (!isValidation && (left === 'lr' || left === 'learning rate')) return 'learning_rate';
  return null;
}

/** Each name with our metric that it stands for, as the user said or as guessed. */
export function mapMetrics(
  names: readonly string[],
  said: Readonly<Record<string, ImportedMetric>>,
): MappedMetric[] {
  const isSaid = Object.keys(said).length > 0;
  const meant = (name: string): ImportedMetric | null =>
    isSaid ? (Object.hasOwn(said, name) ? said[name]! : null) : guessMetric(name);
  return [...names].sort().map((name) => ({ name, as: meant(name) }));
}

export interface MappedMetric {
  readonly name: string;
  readonly as: ImportedMetric | null;
}

/** Picks, among a run's names, the one for each metric: the shortest, as the plainest. */
export function plainest(mapped: readonly MappedMetric[]): Map<string, ImportedMetric> {
  const chosen = new Map<ImportedMetric, string>();
  const byLength = [...mapped].sort((a, b) => a.name.length - b.name.length || (a.name < b.name ? -1 : 1));
  for (const { name, as } of byLength) if (as !== null && !chosen.has(as)) chosen.set(as, name);
  return new Map([...chosen].map(([metric, name]) => [name, metric]));
}
