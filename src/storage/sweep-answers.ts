import type { AnsweredSweepLine } from '#api';
import { answerSweep, type JudgedRun, resplitRatio, summarizeCells, sweepMembers } from '#experiments';
import type { Connection } from './connection.ts';
import { createGridReader } from './stored-grid.ts';
import {
  readSweepRuns,
  sweepRunsSql,
  type SweepRow,
  type SweepRunRow,
  toSweep,
  toSweepRun,
} from './sweeps.ts';

/** The one-line answers of some sweeps. Sweeps that do not exist have none. */
export function createSweepAnswers(db: Connection) {
  const select = db.prepare<[string], SweepRow>(`SELECT * FROM sweeps WHERE public_id = ?`);
  const selectRuns = db.prepare<[number], SweepRunRow>(sweepRunsSql);
  const readGrid = createGridReader();

  function answer(row: SweepRow): AnsweredSweepLine {
    const grid = readGrid(toSweep(row));
    if (!grid.ok) return { id: row.public_id, definition: null, grid: [], answer: null, cells: [] };
    const { runs } = readSweepRuns(selectRuns.all(row.sweep_id), toSweepRun);
    const members = sweepMembers(grid.cells, runs).flatMap((ofCell, cell): JudgedRun[] => {
      const resplit = resplitRatio(ofCell.map(({ config }) => config));
      return ofCell.map(({ config, run }) => ({
        ...{ cell, seed: config.seed, resplit, status: run?.status ?? null },
        final:
          run?.final && run.last ? { ...run.final, regularizationLoss: run.last.regularizationLoss } : null,
        ...{ tail: null, averaged: null, best: null },
      }));
    });
    return {
      id: row.public_id,
      definition: { axes: grid.definition.axes, base: grid.definition.base },
      grid: grid.cells.map((cell) => cell.grid),
      answer: answerSweep({ definition: grid.definition, grid: grid.cells, members }),
      cells: summarizeCells(grid.cells.length, members, 'final').map(({ validationLoss }) => validationLoss),
    };
  }

  return (ids: readonly string[]): AnsweredSweepLine[] =>
    ids.flatMap((id) => select.get(id) ?? []).map(answer);
}
