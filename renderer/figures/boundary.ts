import type { DatasetPreview, PlaneGrid } from '#api';
import type { Judgement } from '../figure/boundaries/judge-samples.ts';
import type { Scene } from '../figure/boundaries/scene.ts';
import { classEntry, type Figure, type FigureCell, type FigureTable, type LegendEntry } from '#figure';
import { formatCount } from '#words';

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

/** A sentence saying how many samples are wrong, or that this is pending if none are judged yet. */
export function wrongSentence(epoch: number, readings: readonly Reading[]): string {
  const sets = readings.flatMap(({ set, samples, judgement }) =>
    judgement
      ? [`${formatCount(judgement.wrong.length)} of ${formatCount(samples)} ${set.toLowerCase()} samples`]
      : [],
  );
  const at = `Epoch ${formatCount(epoch)}`;
  return sets.length === 0 ? `${at}…` : `${at}: ${sets.join(' and ')} wrong.`;
}

/** The columns of a table with `judgedCells`. */
export const judgedColumns: readonly string[] = ['training', 'validation'].flatMap((set) =>
  ['loss', 'accuracy', 'wrong'].map((part) => `${set} ${part}`),
);

/** How a network does on both sets, as cells of a table. */
export function judgedCells(scene: Pick<Scene, 'training' | 'validation'> | null | undefined): FigureCell[] {
  return [scene?.training, scene?.validation].flatMap((judgement) =>
    judgement ? [judgement.loss, judgement.accuracy, judgement.wrong.length] : [null, null, null],
  );
}

/** The numbers of all pictures made so far. */
export function readingsTable(epochs: readonly number[], scenes: ReadonlyMap<number, Scene>): FigureTable {
  return {
    columns: ['epoch', ...judgedColumns],
    rows: epochs.map((epoch, index) => [epoch, ...judgedCells(scenes.get(index))]),
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

/** A network's view of the plane at one moment of its run. */
export interface BoundaryMoment {
  /** Name of the run. */
  readonly name: string;
  /** undefined until parameters are read. */
  readonly epoch: number | undefined;
  readonly plane: PlaneGrid;
  /** null while they are being generated again. */
  readonly samples: DatasetPreview | null;
  /** null while it is being made. */
  readonly scene: Scene | null;
  /** The same, or until it is ready the previous one. */
  readonly drawn: Scene | null;
  readonly shown: ShownSamples;
  /** Names of the two features, if they have any. */
  readonly features: readonly string[] | undefined;
  readonly legend: readonly LegendEntry[];
  /** Covers all moments. */
  readonly table: FigureTable;
}

/** Decision regions at one epoch, with the samples that they should separate. */
export function boundaryFigure(moment: BoundaryMoment): Figure {
  const { name, epoch = 0, plane, samples, scene, drawn, shown, features, legend, table } = moment;
  return {
    key: `${name}-boundary-${epoch}`,
    title: 'Decision boundary',
    explanation:
      'The class that the network gives every point of the plane, the stronger the colour the surer it is; lines are where that class changes. Far from any sample it is as sure as ever, and there it has learned nothing.',
    finding: moment.epoch === undefined ? null : wrongSentence(epoch, readingsOf(samples, scene)),
    message: samples ? null : 'Drawing the samples',
    legend,
    plot: {
      kind: 'plane',
      content: {
        ...{ plane, features, scene: drawn, stale: !scene, markWrong: shown.wrong },
        label: `Decision boundary at epoch ${formatCount(epoch)}${spokenWrong(scene, samples)}`,
        training: shown.training ? samples?.training : null,
        validation: shown.validation ? samples?.validation : null,
      },
      keys: 'Decision boundary. Left and right step through the epochs, space plays.',
    },
    table,
  };
}

function spokenWrong(scene: Scene | null, samples: DatasetPreview | null): string {
  if (!scene?.training) return '';
  const [wrong, all] = [scene.training.wrong.length, samples?.training.x.length ?? 0];
  return `, ${formatCount(wrong)} of ${formatCount(all)} training samples wrong`;
}
