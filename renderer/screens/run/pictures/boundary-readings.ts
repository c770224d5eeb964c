import type { DatasetPreview } from '#api';
import type { Judgement } from '../../../figure/boundaries/judge-samples.ts';
import type { Scene } from '../../../figure/boundaries/scene.ts';
import { classEntry } from '../../../figure/class-look.ts';
import type { LegendEntry } from '../../../figure/figure.ts';
import type { FigureTable } from '../../../figure/figure-table.ts';
import { formatCount } from '../../../words/format.ts';

/** What lies over the class regions. */
export interface ShownSamples {
  readonly training: boolean;
  readonly validation: boolean;
  readonly wrong: boolean;
}

/** How the network does on one of the sets at the epoch shown. */
export interface Reading {
  readonly set: 'Training' | 'Validation';
  readonly samples: number;
  /** null while it is being judged, and for a set without samples. */
  readonly judgement: Judgement | null;
}

export function readingsOf(samples: DatasetPreview | null, scene: Scene | null): Reading[] {
  const { training, validation } = samples ?? {};
  return [
    { set: 'Training', samples: training?.x.length ?? 0, judgement: scene?.training ?? null },
    { set: 'Validation', samples: validation?.x.length ?? 0, judgement: scene?.validation ?? null },
  ];
}

/** How many samples are wrong, in a sentence. */
export function wrongSentence(epoch: number, readings: readonly Reading[]): string {
  const sets = readings.flatMap(({ set, samples, judgement }) =>
    judgement
      ? [`${formatCount(judgement.wrong.length)} of ${formatCount(samples)} ${set.toLowerCase()} samples`]
      : [],
  );
  return `Epoch ${formatCount(epoch)}: ${sets.join(' and ')} wrong.`;
}

/** The numbers of every picture that is made by now. */
export function readingsTable(epochs: readonly number[], scenes: ReadonlyMap<number, Scene>): FigureTable {
  const parts = ['loss', 'accuracy', 'wrong'];
  return {
    columns: ['epoch', ...['training', 'validation'].flatMap((set) => parts.map((part) => `${set} ${part}`))],
    rows: epochs.map((epoch, index) => {
      const made = scenes.get(index);
      const cells = [made?.training, made?.validation].flatMap((judgement) =>
        judgement ? [judgement.loss, judgement.accuracy, judgement.wrong.length] : [null, null, null],
      );
      return [epoch, ...cells];
    }),
  };
}

/** What colours and marks mean. */
export function boundaryLegend(
  classes: number,
  className: (index: number) => string,
  shown: ShownSamples,
): LegendEntry[] {
  const [muted, text] = [{ role: 'muted' }, { role: 'text' }] as const;
  return [
    ...Array.from({ length: classes }, (_, index) => classEntry(index, className(index))),
    ...(shown.training ? [{ label: 'training', tint: muted, mark: 'point' } as const] : []),
    ...(shown.validation ? [{ label: 'validation', tint: muted, mark: 'ring' } as const] : []),
    ...(shown.wrong ? [{ label: 'wrong', tint: text, mark: 'cross' } as const] : []),
  ];
}
