import { createTraining, epochColumn, type EpochColumn } from '#engine';
import { recordRows } from '../../engine/reference/record-training.ts';
import { relativeDifference } from '../../engine/reference/closeness.ts';
import type { ScriptResult } from '../../python.fixture.ts';
import { formatEpochLine, formatValidationLine } from '../chapter-lines.ts';
import type { RunConfig } from '../run-config.ts';
import { pythonScript } from './python-script.ts';
import { caseTable, type ScriptCase } from './script-cases.fixture.ts';
import type { Framework } from './scripted-run.ts';

type History = ScriptResult['history'];

const columns = {
  loss: 'loss',
  data_loss: 'dataLoss',
  regularization_loss: 'regularizationLoss',
  accuracy: 'accuracy',
  learning_rate: 'learningRate',
  validation_loss: 'validationLoss',
  validation_accuracy: 'validationAccuracy',
} as const satisfies Record<string, EpochColumn>;

export const samplesFile = 'samples of "a table".csv';

export function scriptOf({ name, config }: ScriptCase, framework: Framework): string {
  return pythonScript({ config, name, framework, samplesFile });
}

/** What the engine records and the command line prints for a config, in the form of its script's output. */
export function trainCase(config: RunConfig): ScriptResult {
  const training = createTraining(config, { table: caseTable });
  const { rowLength } = training;
  const rows = recordRows(training, 64);
  const printed: string[] = [];
  const history = Array.from({ length: rows.length / rowLength }, (_, index) => {
    const at = (column: EpochColumn): number => rows[index * rowLength + epochColumn[column]]!;
    const metrics = Object.fromEntries(
      Object.values(columns).map((column) => [column, at(column)]),
    ) as Record<(typeof columns)[keyof typeof columns], number>;
    if (index % 100 === 0) printed.push(formatEpochLine({ epoch: index, ...metrics }));
    const isValidated = at('validated') === 1;
    const entries = Object.entries(columns).map(([name, column]) => [
      name,
      name.startsWith('validation') && !isValidated ? null : metrics[column],
    ]);
    return { epoch: index, ...(Object.fromEntries(entries) as Record<string, number | null>) };
  });
  printed.push(formatValidationLine(training.evaluate()));
  return { history, printed: `${printed.join('\n')}\n` };
}

/** The largest relative difference in these metrics at any epoch; Infinity if one has an epoch or a value that the other lacks. */
export function largestGap(
  got: History,
  expected: History,
  names: readonly string[] = Object.keys(columns),
): number {
  if (got.length !== expected.length) return Infinity;
  let largest = 0;
  got.forEach((entry, index) => {
    for (const name of ['epoch', ...names]) {
      const [value, other] = [entry[name] ?? null, expected[index]![name] ?? null];
      if (value === null && other === null) continue;
      largest = Math.max(
        largest,
        value === null || other === null ? Infinity : relativeDifference(value, other),
      );
    }
  });
  return largest;
}

/** Which epochs `pinned.json` keeps. */
export function isPinned(_entry: unknown, index: number, history: readonly unknown[]): boolean {
  return index % 50 === 0 || index === history.length - 1;
}
