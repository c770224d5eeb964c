import { presets, type RunStatus, runStatuses, type SweepDetail, type SweepRunSummary } from '#api';
import { cellRows } from './cell-rows.ts';
import { gridColumns } from '../../words/grid-columns.ts';
import { sweepSentences } from './sweep-words.ts';

export const base = presets[0]!.config;
export const l1 = 'layers.0.weightRegularizerL1';
export const l2 = 'layers.0.weightRegularizerL2';
export const bias = 'layers.0.biasRegularizerL2';

type Outcome = number | RunStatus | null;

function member(cell: number, seed: number, outcome: Outcome): SweepRunSummary {
  const isDone = typeof outcome === 'number';
  const metrics = isDone
    ? { dataLoss: 0.1, accuracy: 1, validationLoss: outcome, validationAccuracy: 0.8, regularizationLoss: 0 }
    : null;
  return {
    cell,
    seed,
    resplit: null,
    id: outcome === null ? null : `run${cell}${seed}`,
    name: null,
    status: isDone ? 'completed' : outcome,
    epochsDone: 10,
    durationMs: 1,
    divergedAt: outcome === 'diverged' ? 7 : null,
    tail: null,
    averaged: null,
    final: metrics,
    best: metrics && { ...metrics, validationLoss: metrics.validationLoss / 2, epoch: 5 + cell },
  };
}

/** A sweep of `points`, each with the outcomes of its seeds: a validation loss, a status, or null for a missing run. */
export function sweepOf(
  points: SweepDetail['definition']['axes'][number]['points'],
  outcomes: Outcome[][],
): SweepDetail {
  const members = outcomes.flatMap((seeds, cell) =>
    seeds.map((outcome, seed) => member(cell, seed, outcome)),
  );
  const counts = Object.fromEntries([...runStatuses, 'missing'].map((status) => [status, 0])) as Record<
    RunStatus | 'missing',
    number
  >;
  for (const { status } of members) counts[status ?? 'missing']++;
  return {
    id: 's',
    name: 'sweep',
    createdAt: '2026-01-01T00:00:00Z',
    trashedAt: null,
    problem: null,
    paths: [],
    cells: points.length,
    runs: members.length,
    counts,
    progress: 1,
    remainingMs: null,
    definition: { base, axes: [{ points }], seeds: outcomes[0]!.map((_outcome, seed) => seed) },
    grid: points.map((grid, index) => ({ points: [index], grid })),
    members,
    unreadable: [],
    confirmations: [],
    unreadableConfirmations: [],
  };
}

/** What the screen says about a sweep, judged at the end of its runs or at their best epochs. */
export function read(sweep: SweepDetail, at: 'final' | 'best' = 'final') {
  const columns = gridColumns(sweep.definition);
  const rows = cellRows(sweep, columns, at);
  return { columns, rows, sentences: sweepSentences(rows, columns, sweep.counts, at) };
}

/** Points of a grid of three L2 penalties. */
export const lambdas = [0, 1e-4, 1e-2].map((value) => ({ [l2]: value, [bias]: value }));
