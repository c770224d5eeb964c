import { writeFileSync } from 'node:fs';
import {
  armNames,
  concludeStudy,
  guideRun,
  guideRunKeys,
  judgeConfirmation,
  resultSentences,
  type Confirmation,
  type GuideRunKey,
  type SweepDetail,
} from '#api';
import { engineVersion } from '#engine';
import { overfittingOf } from '../../renderer/screens/run/overfitting/overfitting.ts';
import type { RunningApp } from '../fixtures/app.ts';
import { project } from '../fixtures/paths.ts';

/** What the guide's text says about its runs, with everything derived from it: a test compares this with the text and the engine. */
export async function writeGuideNumbers(
  app: RunningApp,
  ids: Readonly<Record<GuideRunKey, string>>,
  sweep: SweepDetail,
): Promise<void> {
  const runs = await Promise.all(
    guideRunKeys.map(async (key) => [key, await runNumbers(app, key, ids[key])]),
  );
  const numbers = {
    engineVersion,
    runs: Object.fromEntries(runs),
    study: {
      definition: sweep.definition,
      conclusion: concludeStudy('howMuchL2', sweep, 'final'),
    },
    confirmation: confirmationNumbers(sweep, sweep.confirmations[0]!),
  };
  writeFileSync(project('docs/guide/numbers.json'), `${JSON.stringify(numbers, null, 2)}\n`);
}

async function runNumbers({ client }: RunningApp, key: GuideRunKey, id: string) {
  const run = await client.getRun({ id });
  const metrics = ['validationLoss', 'dataLoss', 'evaluatedDataLoss'] as const;
  const { series } = await client.readSeries({ id, metrics: [...metrics] });
  const points = new Map(metrics.map((metric) => [metric, series[metric]!]));
  const { best, onset } = overfittingOf(points, run);
  const { dataLoss, accuracy, validationLoss, validationAccuracy } = run.final!;
  return {
    config: guideRun(key),
    digest: run.digest,
    final: { dataLoss, accuracy, validationLoss, validationAccuracy },
    best: {
      epoch: best!.epoch,
      validationLoss: best!.validationLoss,
      validationAccuracy: run.best!.validationAccuracy,
    },
    onset: onset?.epoch ?? null,
  };
}

function confirmationNumbers({ definition }: SweepDetail, confirmation: Confirmation) {
  const { plan } = confirmation;
  const result = judgeConfirmation(confirmation)!;
  return {
    seeds: plan.seeds,
    ...armNames(plan),
    testAccuracy: { chosen: result.testAccuracy.chosen.mean, baseline: result.testAccuracy.baseline.mean },
    says: resultSentences(plan, result, definition.base),
  };
}
