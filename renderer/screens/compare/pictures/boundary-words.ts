import type { RunSummary } from '#api';
import type { Scene } from '../../../figure/boundaries/scene.ts';
import type { FigureTable } from '#figure';
import { formatMetric } from '#words';
import type { Moment } from './picture-moment.ts';
import { judgedColumns, judgedCells } from '../../../figures/boundary.ts';

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
  return {
    columns: ['run', 'epoch', ...judgedColumns],
    rows: tiles.map(({ run, moment, scene }) => [
      run.name,
      moment?.snapshot.epoch ?? null,
      ...judgedCells(scene),
    ]),
  };
}
