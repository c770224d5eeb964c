import { newPositions } from '../dataset-schema.ts';
import { presets } from '../presets.ts';
import type { RunConfig } from '../run-config.ts';
import { logarithmicRange } from '../sweep/grid-values.ts';
import type { SweepAxis, SweepDefinition } from '../sweep/sweep-definition.ts';
import type { StudyKind } from './study-kinds.ts';

/** A sweep that a newcomer can run and learn from. */
export interface Study {
  readonly kind: StudyKind;
  readonly title: string;
  /** The question that it answers, in one sentence. */
  readonly question: string;
  readonly definition: SweepDefinition;
}

const chapter = presets[0]!.config;
/** The chapter's spiral, but validated on samples at other positions than the training samples. */
const base = { ...chapter, dataset: { ...chapter.dataset, positions: newPositions } } as RunConfig;
const firstLayer = (field: string): string => `layers.0.${field}`;
export const l1Paths = [firstLayer('weightRegularizerL1'), firstLayer('biasRegularizerL1')] as const;
export const l2Paths = [firstLayer('weightRegularizerL2'), firstLayer('biasRegularizerL2')] as const;
export const samplesPath = 'dataset.samplesPerClass';

const lambdas = logarithmicRange(1e-5, 1e-1, 5);
const set = (paths: readonly string[], value: number): Record<string, number> =>
  Object.fromEntries(paths.map((path) => [path, value]));
const axis = (points: readonly Record<string, number>[]): SweepAxis => ({ points: [...points] });
const seeds = (count: number): number[] => Array.from({ length: count }, (_, seed) => seed);

function study(
  kind: StudyKind,
  title: string,
  question: string,
  parts: Omit<SweepDefinition, 'base' | 'name'> & { epochs: number },
): Study {
  const { epochs, ...rest } = parts;
  return {
    kind,
    title,
    question,
    definition: { ...rest, name: title, study: kind, base: { ...base, epochs } },
  };
}

/** In the order in which they build on each other. Each takes well under two minutes on two cores. */
export const studies: readonly Study[] = [
  study(
    'howMuchL2',
    'How much L2?',
    'With 100 samples a class the network overfits: which L2 penalty of the hidden layer generalizes best?',
    { axes: [axis([0, ...lambdas].map((lambda) => set(l2Paths, lambda)))], seeds: seeds(5), epochs: 5001 },
  ),
  study(
    'l1AgainstL2',
    'L1 against L2',
    'At an equal penalty, does it matter whether it grows with the weights or with their squares?',
    {
      axes: [
        axis([
          { ...set(l1Paths, 0), ...set(l2Paths, 0) },
          ...logarithmicRange(1e-6, 1e-2, 5).map((lambda) => ({
            ...set(l1Paths, lambda),
            ...set(l2Paths, 0),
          })),
          ...lambdas.map((lambda) => ({ ...set(l1Paths, 0), ...set(l2Paths, lambda) })),
        ]),
      ],
      seeds: seeds(3),
      epochs: 5001,
    },
  ),
  study(
    'dataAgainstLambda',
    'More data or more lambda?',
    'Which reduces overfitting more, twice the samples or the right penalty, and does the right penalty stay the same?',
    {
      axes: [
        axis([50, 100, 200, 400].map((samples) => ({ [samplesPath]: samples }))),
        axis([0, 1e-4, 1e-3, 1e-2].map((lambda) => set(l2Paths, lambda))),
      ],
      seeds: seeds(3),
      epochs: 3001,
    },
  ),
];
