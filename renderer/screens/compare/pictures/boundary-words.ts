import type { RunSummary } from '#api';
import type { Scene } from '../../../figure/boundaries/scene.ts';
import type { FigureTable } from '../../../figure/figure-table.ts';
import { formatMetric } from '../../../words/format.ts';
import type { Moment } from './picture-moment.ts';

/** `epoch 812 · val. loss 0.4121` */
export function boundaryNote({ note }: Moment, scene: Pick<Scene, 'validation'> | null): string {
  if (!scene?.validation) return note;
  return `${note} · val. loss ${formatMetric(scene.validation.loss)}`;
}

/** The numbers of the pictures in view. */
export function boundariesTable(
  tiles: readonly {
    readonly run: Pick<RunSummary, 'name'>;
    readonly moment: Moment | undefined;
    readonly scene: Pick<Scene, 'training' | 'validation'> | null;
  }[],
): FigureTable {
  const parts = ['loss', 'accuracy', 'wrong'];
  return {
    columns: ['run', 'epoch', ...['training', 'validation'].flatMap((set) => parts.map((part) => `${set} ${part}`))], // oxfmt-ignore
    rows: tiles.map(({ run, moment, scene }) => [
      run.name,
      moment?.snapshot.epoch ?? null,
      ...[scene?.training, scene?.validation].flatMap((judgement) =>
        judgement ? [judgement.loss, judgement.accuracy, judgement.wrong.length] : [null, null, null],
      ),
    ]),
  };
}
