import {
  histogram,
  parametersOfSnapshot,
  weightNorms,
  type DenseParameters,
  type Histogram,
  type RunSummary,
} from '#api';
import type { FigureTable } from '../../../figure/figure-table.ts';
import { largestOf } from '../../../figure/weights/weight-reach.ts';
import { densePlaces } from '../../../words/layer-words.ts';
import { formatMetric } from '../../../words/format.ts';
import type { Moment } from './picture-moment.ts';

const bins = 41;

/** The weights of a run at a moment. */
export interface RunWeights {
  readonly parameters: readonly DenseParameters[];
  readonly layers: readonly {
    readonly label: string;
    readonly counted: Histogram;
    readonly count: number;
    readonly l1: number;
    readonly l2: number;
    readonly largest: number;
  }[];
}

/** `reach` is the largest weight of each dense layer in any picture of any of the runs, so that all have the same axes. */
export function weightsAt(
  { config }: Pick<RunSummary, 'config'>,
  { snapshot }: Moment,
  reach: readonly number[],
): RunWeights {
  const parameters = parametersOfSnapshot(config, snapshot.parameters);
  const norms = weightNorms(parameters);
  return {
    parameters,
    layers: densePlaces(config.layers).map(({ dense, label }) => {
      const { weights } = parameters[dense]!;
      const largest = reach[dense] ?? 0;
      const counted = histogram(
        weights,
        largest > 0 ? { range: [-largest, largest], bins } : { bins, zeroCentred: true },
      );
      const { count, l1, l2 } = norms[dense]!.weights;
      return { label, counted, count, l1, l2, largest: largestOf(weights) };
    }),
  };
}

/** `epoch 812 · L2 norms 4.311, 2.204` */
export function weightsNote({ note }: Moment, { layers }: RunWeights): string {
  return `${note} · L2 norm${layers.length === 1 ? '' : 's'} ${layers.map(({ l2 }) => formatMetric(l2)).join(', ')}`;
}

/** A row for each layer of each run. */
export function weightsTable(
  tiles: readonly {
    readonly run: Pick<RunSummary, 'name'>;
    readonly moment: Moment | undefined;
    readonly weights: RunWeights | null;
  }[],
): FigureTable {
  return {
    columns: ['run', 'epoch', 'layer', 'weights', 'L1 norm', 'L2 norm', 'largest weight'],
    rows: tiles.flatMap(({ run, moment, weights }) =>
      (weights?.layers ?? []).map(({ label, count, l1, l2, largest }) => [
        run.name,
        moment!.snapshot.epoch,
        label,
        count,
        l1,
        l2,
        largest,
      ]),
    ),
  };
}
