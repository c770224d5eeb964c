import {
  oneStandardErrorPick,
  pairedDifferences,
  type Summary,
  withinOneStandardError,
} from '../analysis/index.ts';
import type { ConfigValue } from '../config-diff.ts';
import { type JudgedAt, type JudgedRun, summarizeCells, type CellSummary } from '../sweep/summarize-cells.ts';
import type { StudyKind } from './study-kinds.ts';
import { l1Paths, l2Paths, samplesPath } from './studies.ts';

/** A sweep as its conclusion needs it. */
export interface ConcludedSweep {
  readonly grid: readonly { readonly grid: Readonly<Record<string, ConfigValue>> }[];
  readonly members: readonly JudgedRun[];
}

interface Cell {
  readonly index: number;
  readonly l1: number;
  readonly l2: number;
  readonly samples: number;
  readonly summary: CellSummary;
}

/**
 * What a guided study shows, worked out from its runs: sentences for people, or null while too little of it is done. Where an
 * interval includes 0 the sentence says that nothing can be told.
 */
export function concludeStudy(kind: StudyKind, sweep: ConcludedSweep, at: JudgedAt = 'final'): string | null {
  const summaries = summarizeCells(sweep.grid.length, sweep.members, at);
  const cells = sweep.grid.map(({ grid }, index): Cell => {
    const number = (path: string): number => (typeof grid[path] === 'number' ? grid[path] : 0);
    const summary = summaries[index]!;
    return { index, l1: number(l1Paths[0]), l2: number(l2Paths[0]), samples: number(samplesPath), summary };
  });
  if (cells.some(({ summary }) => summary.unfinished > 0)) return null;
  const diverged = cells.reduce((sum, { summary }) => sum + summary.diverged, 0);
  const note =
    diverged === 0
      ? ''
      : ` ${diverged} ${diverged === 1 ? 'run' : 'runs'} diverged and ${diverged === 1 ? 'is' : 'are'} in no mean.`;
  const difference = (from: Cell, to: Cell): Summary => {
    const losses = ({ index }: Cell) =>
      sweep.members
        .filter(({ cell }) => cell === index)
        .map((run) => ({
          seed: run.seed,
          value: run.status === 'completed' ? (run[at]?.validationLoss ?? NaN) : NaN,
        }));
    return pairedDifferences(losses(from), losses(to)).summary;
  };
  const sentence = conclusions[kind](cells, difference);
  return sentence === null ? null : sentence + note;
}

type Difference = (from: Cell, to: Cell) => Summary;

const conclusions: Readonly<
  Record<StudyKind, (cells: readonly Cell[], difference: Difference) => string | null>
> = {
  howMuchL2(cells, difference) {
    const none = cells.find(({ l2 }) => l2 === 0);
    const found = pickL2(cells);
    if (!none || !found) return null;
    const { best, pick } = found;
    const largest = cells.reduce((a, b) => (b.l2 > a.l2 ? b : a));
    const parts = [
      best === none
        ? `No L2 did best here: validation loss ${mean(none)}.`
        : `Validation loss is lowest at L2 = ${factor(best.l2)}: ${mean(best)}, against ${mean(none)} without; ${tell(difference(none, best))}.`,
    ];
    if (pick !== best) parts.push(`By the one-standard-error rule ${factor(pick.l2)} is as good.`);
    parts.push(
      `The gap is ${value(none.summary.generalizationGap)} without L2 and ${value(largest.summary.generalizationGap)} at ${factor(largest.l2)}`,
    );
    const lost = (largest.summary.dataLoss.mean ?? 0) - (none.summary.dataLoss.mean ?? 0);
    const tail =
      lost > 0
        ? `, but there the training loss itself is ${format(lost)} higher: a small gap is no merit by itself.`
        : '.';
    return parts.join(' ') + tail;
  },

  l1AgainstL2(cells, difference) {
    const [ofL1, ofL2] = [cells.filter((cell) => cell.l1 > 0), cells.filter((cell) => cell.l2 > 0)];
    const [l1, l2] = [lowest(ofL1), lowest(ofL2)];
    if (!l1 || !l2) return null;
    const best =
      `The best L1 (${factor(l1.l1)}) has validation loss ${mean(l1)} at a penalty of ${value(l1.summary.regularizationLoss)}, ` +
      `the best L2 (${factor(l2.l2)}) ${mean(l2)} at ${value(l2.summary.regularizationLoss)}; from L1 to L2, ${tell(difference(l1, l2))}.`;
    const equal = tellAtEqual(l1, 'L1', ofL2, 'L2') ?? tellAtEqual(l2, 'L2', ofL1, 'L1');
    return `${best} ${equal ?? 'Neither had the penalty of the other at its best, so they cannot be compared at equal penalty.'}`;
  },

  dataAgainstLambda(cells, difference) {
    const sizes = [...new Set(cells.map(({ samples }) => samples))].sort((a, b) => a - b);
    const rows = sizes.map((samples) => {
      const own = cells.filter((cell) => cell.samples === samples);
      return { samples, none: own.find(({ l2 }) => l2 === 0), best: lowest(own) };
    });
    const [small, more] = rows;
    const large = rows.at(-1);
    if (!small?.none || !small.best || !more?.none || !large?.best) return null;
    const byLambda =
      (small.none.summary.validationLoss.mean ?? NaN) - (small.best.summary.validationLoss.mean ?? NaN);
    const byData =
      (small.none.summary.validationLoss.mean ?? NaN) - (more.none.summary.validationLoss.mean ?? NaN);
    const worth =
      byData > byLambda
        ? `${more.samples} instead of ${small.samples} samples a class lower validation loss by ${format(byData)}, the best penalty by ${format(byLambda)}: here data are worth more.`
        : `The best penalty lowers validation loss at ${small.samples} samples a class by ${format(byLambda)}, ${more.samples} samples by ${format(byData)}: here the penalty is worth more.`;
    const moves =
      small.best.l2 === large.best.l2
        ? `The best L2 is ${factor(small.best.l2)} with ${small.samples} samples and with ${large.samples}.`
        : `The best L2 goes from ${factor(small.best.l2)} with ${small.samples} samples to ${factor(large.best.l2)} with ${large.samples}.`;
    const left =
      large.none && large.best !== large.none
        ? ` With ${large.samples} samples, L2 against none: ${tell(difference(large.none, large.best))}.`
        : '';
    return `${worth} ${moves}${left}`;
  },
};

function pickL2(cells: readonly Cell[]): { best: Cell; pick: Cell } | null {
  const found = oneStandardErrorPick(
    cells.map((cell) => ({ lambda: cell.l2, losses: cell.summary.losses, cell })),
  );
  return found === null ? null : { best: found.best.cell, pick: found.pick.cell };
}

/** The cell of lowest mean validation loss, over the seeds that all of them completed. */
function lowest(cells: readonly Cell[]): Cell | undefined {
  return withinOneStandardError(cells.map((cell) => ({ losses: cell.summary.losses, cell })))?.best.cell;
}

/** How runs of the other kind do at the penalty of the best of one kind; null where none had about that penalty. */
function tellAtEqual(best: Cell, kind: string, others: readonly Cell[], otherKind: string): string | null {
  const penalty = best.summary.regularizationLoss.mean;
  const loss = penalty === null ? null : lossAtPenalty(others, penalty);
  if (loss === null) return null;
  return `At the penalty of the best ${kind}, the line between the nearest ${otherKind} runs has ${format(loss)}.`;
}

/** Validation loss at a penalty, on the straight line between the cells around it; null outside of them. */
function lossAtPenalty(cells: readonly Cell[], penalty: number): number | null {
  const points = cells
    .flatMap(({ summary: { regularizationLoss, validationLoss } }) =>
      regularizationLoss.mean === null || validationLoss.mean === null
        ? []
        : [{ x: regularizationLoss.mean, y: validationLoss.mean }],
    )
    .sort((a, b) => a.x - b.x);
  const after = points.findIndex(({ x }) => x >= penalty);
  const [low, high] = [points[after - 1], points[after]];
  if (!low || !high) return null;
  return low.y + ((high.y - low.y) * (penalty - low.x)) / (high.x - low.x);
}

/** A paired difference of validation losses in words. */
function tell({ n, mean: difference, ci95 }: Summary): string {
  if (difference === null || ci95 === null) return 'one seed alone tells nothing of chance';
  const interval = `[${format(ci95[0])}, ${format(ci95[1])}]`;
  const words = `the difference by seed is ${format(difference)} ${interval}, n = ${n}`;
  return ci95[0] <= 0 && ci95[1] >= 0 ? `${words}, which may be chance` : words;
}

function mean({ summary: { validationLoss } }: Cell): string {
  return value(validationLoss);
}

function value({ mean: middle, ci95 }: Summary): string {
  if (middle === null) return 'unknown';
  return ci95 === null ? format(middle) : `${format(middle)} ± ${format((ci95[1] - ci95[0]) / 2)}`;
}

function format(number: number): string {
  return String(Number(number.toPrecision(3))).replace('-', '−');
}

/** A penalty factor as people write it: `1e-3`, `0.01`. */
function factor(lambda: number): string {
  return lambda !== 0 && lambda < 0.01 ? lambda.toExponential() : String(lambda);
}
