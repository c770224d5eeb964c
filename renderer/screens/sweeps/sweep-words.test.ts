import { describe, expect, it } from 'vitest';
import { foldAxes, runStatuses, type SweepDetail } from '#api';
import { missingWords } from './sweep-words.ts';
import { lambdas, read, sweepOf } from './told-sweep.fixture.ts';

describe('what a sweep says', () => {
  it('names the best, its interval, and the pick of the one-standard-error rule', () => {
    // Means 0.5, 0.4, 0.41; standard error of the best 0.1 / sqrt(3) = 0.0577; t(0.975, 2) = 4.303.
    const { rows, sentences } = read(
      sweepOf(lambdas, [
        [0.4, 0.5, 0.6],
        [0.3, 0.4, 0.5],
        [0.31, 0.41, 0.51],
      ]),
    );
    expect(rows.map(({ isBest, isPick, isWithin }) => [isBest, isPick, isWithin])).toEqual([
      [false, false, false],
      [true, false, true],
      [false, true, true],
    ]);
    expect(sentences).toEqual([
      'Of 3 cells, L2 = 1e-4 has the lowest mean validation loss (0.4000 ± 0.25, n = 3).',
      'L2 = 0.01 is the largest within one standard error of it.',
      'By seed it differs from L2 = 0 by −0.1000 [−0.1000, −0.1000], n = 3, allowing for the 2 values tried.',
      'n = 3 is few, and the interval rough: add seeds.',
    ]);
  });

  it('says whether the lowest can be distinguished from none, and how many seeds would be enough', () => {
    // Differences −0.2, 0, −0.1 and −0.3, 0.1, −0.1: scipy.stats t.ppf(1 - 0.025 / 2, 2) = 6.2054 standard errors on either side.
    // statsmodels TTestPower: 0.1 with sd 0.1 needs 9.94 seeds.
    const { sentences } = read(
      sweepOf(lambdas, [
        [0.6, 0.5, 0.6],
        [0.4, 0.5, 0.5],
        [0.31, 0.61, 0.51],
      ]),
    );
    expect(sentences[2]).toBe(
      'By seed it differs from L2 = 0 by −0.1000 [−0.4583, 0.2583], n = 3, allowing for the 2 values tried, ' +
        'which may be chance: about 10 fresh seeds would detect a difference of this size with 80 % power.',
    );
    // For three splits of one table each is sqrt(1/3 + 1/4) / sqrt(1/3) times as large.
    const split = sweepOf(lambdas, [
      [0.6, 0.5, 0.6],
      [0.4, 0.5, 0.5],
      [0.31, 0.61, 0.51],
    ]);
    const members = split.members.map((run) => ({ ...run, resplit: 1 / 4 }));
    expect(read({ ...split, members }).sentences[2]).toMatch(
      /by −0.1000 \[−0.5739, 0.3739\].*not even 10,000 /,
    );
  });

  it('speaks of folds where runs are paired by them', () => {
    const sweep = sweepOf(lambdas, [
      [0.4, 0.5, 0.6],
      [0.3, 0.4, 0.5],
      [0.5, 0.6, 0.7],
    ]);
    const axes = [...sweep.definition.axes, ...foldAxes(3, 1)];
    const { sentences } = read({ ...sweep, definition: { ...sweep.definition, axes } });
    expect(sentences.join(' ')).toMatch(/ By fold it differs from L2 = 0 by −0.1000 /);
  });

  it('says where runs of one seed do not have the same data', () => {
    expect(read(sweepOf(lambdas, [[1], [1], [1]])).sentences.at(-1)).not.toContain('data');
    const units = [32, 64].map((value) => ({ 'layers.0.units': value }));
    expect(read(sweepOf(units, [[1], [1]])).sentences.at(-1)).toBe(
      'With one seed, not all cells have the same data: the validation sets differ, because validation is drawn after the initial ' +
        'weights, whose number differs. Differences by seed then include that of the data.',
    );
  });

  it('gives a single cell no ranking', () => {
    const { rows, sentences } = read(sweepOf(lambdas.slice(0, 1), [[0.4, 0.5, 0.6]]));
    expect(rows).toMatchObject([{ isBest: false, isPick: false, isWithin: false }]);
    expect(sentences[0]).toBe('Mean validation loss is 0.5000 ± 0.25, n = 3.');
  });

  it('says that every run is gone', () => {
    expect(read(sweepOf(lambdas, [[null], [null], [null]])).sentences).toEqual([
      'None of its 3 runs is there: what was moved to the trash can be restored from it, or all trained anew.',
    ]);
  });

  it('warns of one run per cell and of an edge of the grid', () => {
    const { rows, sentences } = read(sweepOf(lambdas, [[0.5], [0.4], [0.3]]));
    expect(rows.map(({ isBest, isPick }) => [isBest, isPick])).toEqual([
      [false, false],
      [false, false],
      [true, false],
    ]);
    expect(sentences).toEqual([
      'Of 3 cells, L2 = 0.01 has the lowest validation loss (0.3000, n = 1).',
      'It is the largest value tried: larger ones may do better.',
      'One run per cell: no interval, and what differs may be the seed.',
    ]);
  });

  it('counts what diverged, is missing or is still training, and averages none of it', () => {
    const { rows, sentences } = read(
      sweepOf(lambdas, [
        [0.5, 0.6],
        [0.1, 'diverged'],
        ['running', null],
      ]),
    );
    expect(rows.map(({ summary }) => [summary.completed, summary.diverged, summary.unfinished])).toEqual([
      [2, 0, 0],
      [1, 1, 0],
      [0, 0, 2],
    ]);
    expect(rows.findIndex(({ isBest }) => isBest)).toBe(0);
    expect(sentences).toEqual([
      'Only L2 = 0 can be compared: its mean validation loss is 0.5500 ± 0.64, n = 2.',
      'n = 2 is few, and the interval rough: add seeds.',
      'Runs excluded from the means: 1 diverged. A cell with a run that diverged is not compared.',
      '1 run still to come.',
      'Runs not completed: 1 missing.',
    ]);
  });

  it('compares cells over the seeds that all of them completed, and says so', () => {
    // Over all runs 0 has the lower mean, 0.5 against 0.6; on the two seeds that both have, 1e-4 is lower each time.
    const { rows, sentences } = read(
      sweepOf(lambdas, [
        [0.5, 0.6, 0.4],
        [0.45, 0.55, 'stopped'],
        [0.7, 0.8, 'failed'],
      ]),
    );
    expect(rows.findIndex(({ isBest }) => isBest)).toBe(1);
    expect(sentences).toContain('The cells are compared over the 2 seeds that all of them completed.');
    expect(sentences).toContain('Runs excluded from the means: 1 failed.');
    expect(sentences).toContain('Runs not completed: 1 stopped.');
    const apart = read(
      sweepOf(lambdas.slice(0, 2), [
        [0.5, 'queued'],
        ['queued', 0.5],
      ]),
    );
    expect(apart.rows.every(({ isBest }) => !isBest)).toBe(true);
    expect(apart.sentences[0]).toBe('No cell can be compared: no seed has completed in all of them.');
  });

  it('says that there is nothing to say yet', () => {
    expect(read(sweepOf(lambdas, [['queued'], ['queued'], ['queued']])).sentences).toEqual([
      'No run has completed yet; the numbers come with the first.',
    ]);
    expect(read(sweepOf(lambdas, [['diverged'], ['diverged'], ['diverged']])).sentences[0]).toBe(
      'No run has completed.',
    );
  });

  it('compares other cells if there is no order of strength', () => {
    const units = [32, 64, 128].map((value) => ({ 'layers.0.units': value }));
    const { sentences } = read(
      sweepOf(
        units,
        [0.5, 0.4, 0.41].map((mean) => [mean - 0.1, mean, mean + 0.1, mean - 0.05, mean + 0.05]),
      ),
    );
    expect(sentences.slice(0, 2)).toEqual([
      'Of 3 cells, units = 64 has the lowest mean validation loss (0.4000 ± 0.098, n = 5).',
      '1 other cell is within one standard error of it.',
    ]);
  });

  it('is judged at the best epoch when asked', () => {
    expect(read(sweepOf(lambdas, [[0.8], [0.6], [0.9]]), 'best').sentences[0]).toBe(
      'Of 3 cells, L2 = 1e-4 has the lowest validation loss at the best epoch (0.3000, n = 1).',
    );
  });
});

describe('completing a sweep in words', () => {
  const none = Object.fromEntries(
    [...runStatuses, 'missing'].map((status) => [status, 0]),
  ) as SweepDetail['counts'];
  it.each([
    [{ missing: 3 }, 'Train 3 missing runs'],
    [{ missing: 1 }, 'Train 1 missing run'],
    [{ failed: 1, missing: 1 }, 'Train 2 runs'],
    [{ stopped: 2 }, 'Resume 2 runs'],
    [{ interrupted: 1, missing: 1 }, 'Train 2 unfinished runs'],
  ])('%j', (counts, label) => expect(missingWords({ ...none, ...counts })?.label).toBe(label));
  it('says nothing if nothing is missing', () => {
    expect(missingWords({ ...none, completed: 3, diverged: 1 })).toBeNull();
  });
});
