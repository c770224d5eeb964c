import type { DrawnDatasetConfig } from '#engine';
import { joinLines, pythonFloat } from './python-text.ts';

interface DrawnKind<Config> {
  readonly docstring: string;
  /** The position of a grid sample along its curve, 0 to 1; null if there is no grid. */
  readonly gridShare: string | null;
  /** Computes `point` from `label`, `index` and `share`; random numbers are drawn in the engine's order. */
  readonly place: (config: Config) => readonly string[];
}

const noisy = (x: string, y: string): string =>
  `point = [${x} + NOISE * random.randn(), ${y} + NOISE * random.randn()]`;
const closed = 'index / max(1, samples_per_class - 1)';

/** Each generator of the engine (src/engine/datasets), in Python. */
const kinds: {
  readonly [Kind in DrawnDatasetConfig['kind']]: DrawnKind<Extract<DrawnDatasetConfig, { kind: Kind }>>;
} = {
  spiral: {
    docstring: 'One noisy arm per class.',
    gridShare: closed,
    place: () => [
      'angle = 2.5 * (4 * (label + share) + NOISE * random.randn())',
      'point = [share * np.sin(angle), share * np.cos(angle)]',
    ],
  },
  moons: {
    docstring: 'Two half circles that reach into each other, with normal noise on both coordinates.',
    gridShare: closed,
    place: () => [
      'x, y = np.cos(np.pi * share), np.sin(np.pi * share)',
      'if label == 1:',
      '    x, y = 1 - x, 0.5 - y',
      noisy('x', 'y'),
    ],
  },
  circles: {
    docstring: 'A circle around a smaller one, with normal noise on both coordinates.',
    gridShare: 'index / samples_per_class',
    place: ({ factor }) => [
      `radius = 1 if label == 0 else ${pythonFloat(factor)}`,
      'angle = 2 * np.pi * share',
      noisy('radius * np.cos(angle)', 'radius * np.sin(angle)'),
    ],
  },
  blobs: {
    docstring: 'One normal cloud per class, their centers on the unit circle.',
    gridShare: null,
    place: () => ['angle = 2 * np.pi * label / CLASSES', noisy('np.cos(angle)', 'np.sin(angle)')],
  },
  xor: {
    docstring: 'Class 0 where both coordinates have the same sign, else class 1, with normal noise.',
    gridShare: null,
    place: () => [
      'sign = 1 if index % 2 == 0 else -1',
      'x = sign * random.random_sample()',
      'y = sign * random.random_sample()',
      noisy('x', '(y if label == 0 else -y)'),
    ],
  },
};

/** Whether training and held-out samples have different positions along the curve. */
function hasBothPositions({ kind, positions }: DrawnDatasetConfig): boolean {
  return positions === 'random' && kinds[kind].gridShare !== null;
}

/** The function that draws samples of this dataset. */
export function drawingFunction(dataset: DrawnDatasetConfig): string {
  const { docstring, gridShare, place } = kinds[dataset.kind] as DrawnKind<DrawnDatasetConfig>;
  const both = hasBothPositions(dataset);
  const share = both ? `${gridShare} if on_grid else random.random_sample()` : gridShare;
  return joinLines([
    `def draw_${dataset.kind}(samples_per_class, random${both ? ', on_grid' : ''}):`,
    `    """${docstring}"""`,
    '    points, labels = [], []',
    '    for label in range(CLASSES):',
    '        for index in range(samples_per_class):',
    share && `            share = ${share}`,
    ...place(dataset).map((line) => `            ${line}`),
    '            points.append(point)',
    '            labels.append(label)',
    '    return np.array(points), np.array(labels)',
  ]);
}

/** The call that draws a set; its numbers come from `random`. */
export function drawingCall(
  dataset: DrawnDatasetConfig,
  samplesPerClass: number,
  random: string,
  positions: DrawnDatasetConfig['positions'],
): string {
  const onGrid = hasBothPositions(dataset) ? `, on_grid=${positions === 'grid' ? 'True' : 'False'}` : '';
  return `draw_${dataset.kind}(${samplesPerClass}, ${random}${onGrid})`;
}
