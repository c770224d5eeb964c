import { runConfigSchema, type RunSummary, type Series } from '#api';
import { expect, it } from 'vitest';
import { choicesFor } from './compare-metrics.ts';
import { noiseSentence, settingValues } from './noise-floor.ts';
import type { PlacedRun } from './raw-values.ts';
import { rowValues } from './row-values.ts';
import { groupRuns } from './run-groups.ts';

const loss = choicesFor([])[0]!;
const series = (value: number): Series => ({
  epochs: Float64Array.of(0),
  values: Float64Array.of(value),
  thinned: false,
});

function placed(lambda: number, seed: number, value: number, divergedAt: number | null = null): PlacedRun {
  const config = runConfigSchema.parse({
    layers: [{ kind: 'dense', units: 3, weightRegularizerL2: lambda }, { kind: 'softmax' }],
    seed,
  });
  const run = {
    id: `${lambda} ${seed}`,
    config,
    seed,
    divergedAt,
    best: null,
    lastValidated: null,
    tail: null,
  };
  const overview = { dataLoss: series(value), validationLoss: series(value), generalizationGap: series(0) };
  return {
    run: run as unknown as RunSummary,
    points: { overview, detail: null },
    axis: { offset: 0, factor: 1 },
  };
}

function deltaOf(own: PlacedRun, base: PlacedRun, all: readonly PlacedRun[]) {
  const runs = all.map(({ run }) => run);
  const byId = new Map(all.map((member) => [member.run.id, member]));
  const settings = settingValues(groupRuns(runs, 'seeds'), byId, loss, null);
  return { delta: rowValues(own, base, loss, null, settings).validation.delta!, settings };
}

// As in seed-noise.test.ts, from scipy: the seeds of both settings cause differences of up to 0.715.
const plain = [0.5, 0.7, 0.3].map((value, seed) => placed(0, seed, value));
const strong = [1, 1.4, 1.1, 1.3].map((value, seed) => placed(0.1, seed, value));

it('marks what seeds alone cause, and says how much that is', () => {
  const all = [...plain, ...strong];
  expect(deltaOf(strong[0]!, plain[0]!, all).delta).toMatchObject({
    text: '+0.5',
    mark: '≈',
    title:
      'Within what seeds alone make: 95 % of differences are no larger than 0.715, were values normal (4 and 3 seeds)',
  });
  expect(deltaOf(strong[1]!, plain[0]!, all).delta).toMatchObject({
    mark: '▲',
    title: 'Worse than the baseline by more than seeds alone make, 0.715 (95 %, 4 and 3 seeds)',
  });
});

it('excludes diverged runs and a repeated training of the same seed', () => {
  const again = { ...plain[1]!, run: { ...plain[1]!.run, id: 'again' } };
  const all = [...plain, again, placed(0, 9, 1e9, 4), strong[0]!];
  const { delta, settings } = deltaOf(strong[0]!, plain[0]!, all);
  expect(settings.get('0 0')!.values.validation).toEqual([0.5, 0.7, 0.3]);
  expect(delta.title).toContain('(3 seeds)');
});

it('says below the table what the seeds of the baseline cause, or that it is unknown', () => {
  const sentence = (all: readonly PlacedRun[]) =>
    noiseSentence(all[0]!.run, all.length - 1, deltaOf(all[0]!, all[0]!, all).settings, loss);
  // scipy: t.ppf(.975, 2) * sqrt(2 * 0.04)
  expect(sentence([...plain, strong[0]!])).toContain('differences of up to 1.22 in validation loss');
  expect(sentence([plain[0]!, strong[0]!])).toContain('is not known');
  expect(sentence([plain[0]!])).toBeNull();
});
