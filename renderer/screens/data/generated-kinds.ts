import { newPositions, runConfigSchema, type DatasetConfig } from '#api';

/** A kind of data generated from a formula. */
export type GeneratedConfig = Exclude<DatasetConfig, { kind: 'table' }>;
export type GeneratedKind = GeneratedConfig['kind'];
export type GeneratedField = 'samplesPerClass' | 'classes' | 'noise' | 'factor' | 'labelNoise';

/** The kinds in the order of the gallery, and what each is good for. */
export const generatedKinds: readonly {
  readonly kind: GeneratedKind;
  readonly name: string;
  readonly text: string;
}[] = [
  {
    kind: 'spiral',
    name: 'Spiral',
    text: 'The chapter’s own: one arm per class, wound around the origin. The classes meet in the middle, where noise of the angle moves samples least and mixes them most.',
  },
  {
    kind: 'moons',
    name: 'Moons',
    text: 'Two half circles that reach into each other. A bent line separates them; a network that is large enough to follow single samples overfits once there is noise.',
  },
  {
    kind: 'circles',
    name: 'Circles',
    text: 'A circle around a smaller one. No straight line separates them, and by symmetry none lowers the loss: without a hidden layer next to nothing is learned.',
  },
  {
    kind: 'blobs',
    name: 'Blobs',
    text: 'One normal cloud per class. Straight lines are the best that any network can do here, so whatever bends is overfitting, and nothing makes up for overlap.',
  },
  {
    kind: 'xor',
    name: 'XOR',
    text: 'Four quadrants, two classes. Neither feature tells anything by itself; together they tell all but what the noise takes.',
  },
];

/** The values that a slider steps through. */
interface FieldRange {
  readonly field: GeneratedField;
  readonly label: string;
  readonly values: readonly number[];
}

const steps = (count: number, size: number, first = 0): number[] =>
  Array.from({ length: count + 1 }, (_, index) => Number((first + index * size).toFixed(4)));

const ranges: readonly FieldRange[] = [
  {
    field: 'samplesPerClass',
    label: 'Samples per class',
    values: [5, 10, 20, 50, 100, 200, 500, 1000, 2000],
  },
  { field: 'classes', label: 'Classes', values: steps(6, 1, 2) },
  { field: 'noise', label: 'Noise', values: steps(50, 0.02) },
  { field: 'factor', label: 'Inner radius', values: steps(16, 0.05, 0.1) },
  { field: 'labelNoise', label: 'Label noise', values: steps(50, 0.01) },
];
const chooseClasses: readonly GeneratedKind[] = ['spiral', 'blobs'];

/** The sliders of a kind. */
export function rangesOf(config: GeneratedConfig): readonly FieldRange[] {
  return ranges.filter(
    ({ field }) => field in config && (field !== 'classes' || chooseClasses.includes(config.kind)),
  );
}

/** The position of a value on its slider, or the nearest if it is between two. */
export function placeOf({ values }: Pick<FieldRange, 'values'>, value: number): number {
  return values.reduce(
    (best, candidate, index) =>
      Math.abs(candidate - value) < Math.abs(values[best]! - value) ? index : best,
    0,
  );
}

/** A kind with the schema's defaults, and with held-out samples like new data. */
export function generatedDefaults(kind: GeneratedKind): GeneratedConfig {
  return runConfigSchema.shape.dataset.parse({ kind, positions: newPositions }) as GeneratedConfig;
}
