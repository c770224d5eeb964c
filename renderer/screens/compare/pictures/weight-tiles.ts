import {
  histogram,
  parametersOfSnapshot,
  weightNorms,
  type DenseParameters,
  type Histogram,
  type RunSummary,
} from '#api';
import type { FigureTable } from '#figure';
import { largestOf } from '../../../figure/weights/weight-reach.ts';
import { outerFences } from '../../../figures/data-range.ts';
import { densePlaces, formatMetric } from '#words';
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

/** The axis that runs share, and the runs that have their own: on theirs, the weights of all others would be a single bar. */
export interface SharedReach {
  /** The largest weight of each dense layer in any picture of any run on the axis. */
  readonly reach: readonly number[];
  readonly apart: ReadonlySet<string>;
  /** Which runs have their own axis; null if none do. */
  readonly note: string | null;
}

type ReachedRun = Pick<RunSummary, 'id' | 'name' | 'status'> & { readonly reach: readonly number[] };

/** Runs get their own axis if they diverged, or if a layer's largest weight is beyond Tukey's outer fences; never all of them. */
export function sharedReach(runs: readonly ReachedRun[]): SharedReach {
  const finite = runs.filter(({ status }) => status !== 'diverged');
  const judged = finite.length > 0 ? finite : runs;
  const layers = Math.max(0, ...runs.map(({ reach }) => reach.length));
  const fences = Array.from({ length: layers }, (_, layer) =>
    outerFences(judged.flatMap(({ reach }) => reach[layer] ?? [])),
  );
  const on = judged.filter(({ reach }) =>
    reach.every((largest, layer) => largest <= (fences[layer]?.max ?? Infinity)),
  );
  const apart = runs.filter((run) => !on.includes(run));
  return {
    reach: fences.map((_, layer) => Math.max(0, ...on.map(({ reach }) => reach[layer] ?? 0))),
    apart: new Set(apart.map(({ id }) => id)),
    note:
      apart.length === 0
        ? null
        : `On an axis of its own, as it diverged or has weights far beyond all others: ${apart.map(({ name }) => name).join(', ')}.`,
  };
}

/** `reach` is the end of the axis for each dense layer; without it the weights have an axis of their own. */
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
export function weightsNote({ note }: Moment, { layers }: RunWeights, isApart = false): string {
  return `${note}${isApart ? ' · own axis' : ''} · L2 norm${layers.length === 1 ? '' : 's'} ${layers.map(({ l2 }) => formatMetric(l2)).join(', ')}`;
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
