import {
  armNames,
  choiceSentences,
  type Confirmation,
  judgeConfirmation,
  type RunConfig,
  resultSentences,
  type Summary,
} from '#api';
import { formatMetric } from './format.ts';
import { formatTable } from './table.ts';

/** A confirmation as one object for a script; its numbers are null until every run has ended. */
export function confirmationAsJson(confirmation: Confirmation, base: RunConfig): object {
  const { id, plan, counts, testSamples } = confirmation;
  const result = judgeConfirmation(confirmation);
  const { choice, chosen, baseline, seeds } = plan;
  const head = { id, chosen, baseline, choice, seeds, testSamples, counts };
  if (result === null) return { ...head, n: null, testLoss: null, testAccuracy: null, difference: null };
  const { testLoss, testAccuracy, difference, pairs, leftOut } = result;
  return {
    ...head,
    n: difference.n,
    testLoss: { chosen: numbers(testLoss.chosen), baseline: numbers(testLoss.baseline) },
    testAccuracy: { chosen: numbers(testAccuracy.chosen), baseline: numbers(testAccuracy.baseline) },
    difference: numbers(difference),
    pairs: pairs.map(({ seed, baseline: without, other, difference: d }) => ({
      seed,
      chosen: other,
      baseline: without,
      difference: d,
    })),
    leftOut,
    says: resultSentences(plan, result, base),
  };
}

function numbers({ n, mean, sd, ci95 }: Summary): object {
  return { n, mean, sd, ci95 };
}

/** The same for display: how the choice was made, the two test losses and their difference, and the conclusion. */
export function confirmationAsText(confirmation: Confirmation, base: RunConfig): string {
  const { plan, testSamples } = confirmation;
  const lines = [...choiceSentences(plan), `Each test set has ${testSamples} samples.`];
  const result = judgeConfirmation(confirmation);
  if (result === null) return `${lines.join(' ')}\nThe result follows when all runs have ended.\n`;
  const names = armNames(plan);
  const { testLoss, testAccuracy, difference } = result;
  const table = formatTable(
    [
      ['', 'n', 'test loss', '+-', 'test acc'],
      ...(['baseline', 'chosen'] as const).map((arm) => [
        names[arm],
        ...lossCells(testLoss[arm]),
        formatMetric(testAccuracy[arm].mean),
      ]),
      ['difference by seed', ...lossCells(difference), ''],
    ],
    [1, 2, 3, 4],
  );
  return `${lines.join(' ')}\n\n${table}\n${resultSentences(plan, result, base).join('\n')}\n`;
}

function lossCells({ n, mean, ci95 }: Summary): string[] {
  return [String(n), formatMetric(mean), formatMetric(ci95 && (ci95[1] - ci95[0]) / 2)];
}
