import type { RandomStream } from '../random/random-stream.ts';
import type { SampleSet } from './sample-set.ts';

/**
 * A random order of `rows` of a table. When stratified, every part of it has the classes in roughly the rows' proportions: the i-th of a
 * class's n rows, in random order, is placed at (i + 1/2) / n of the whole. Draws one permutation from `random`.
 */
export function splitOrder(
  stratified: boolean,
  rows: Int32Array,
  random: RandomStream,
  { classes, targets }: Pick<SampleSet, 'classes' | 'targets'>,
): Int32Array {
  const shuffled = random.permutation(rows.length).map((place) => rows[place]!);
  if (!stratified) return shuffled;
  const sizes = new Int32Array(classes);
  for (const row of rows) sizes[targets[row]!]!++;
  const seen = new Int32Array(classes);
  const places = Float64Array.from(shuffled, (row) => {
    const label = targets[row]!;
    return (seen[label]!++ + 0.5) / sizes[label]!;
  });
  // Sorting is stable: rows with equal places keep their shuffled order.
  return Int32Array.from(shuffled.keys())
    .sort((first, second) => places[first]! - places[second]! || first - second)
    .map((position) => shuffled[position]!);
}
