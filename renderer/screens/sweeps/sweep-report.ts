import {
  armNames,
  concludeStudy,
  type Confirmation,
  formatSeeds,
  judgeConfirmation,
  studies,
  sweepCommand,
  type JudgedAt,
  type ReportTable,
  type Summary,
  type SweepDetail,
  type SweepRunSummary,
} from '#api';
import {
  reportCell,
  runsTable,
  testSentences,
  verifyLines,
  type ReportedRun,
} from '../shared/report-tables.ts';
import type { ReportText } from '../shared/useReport.ts';
import type { CellRow } from './cell-rows.ts';
import { type GridColumn, judgedMetrics } from '#words';
import { confirmationBasis, confirmationSays } from './confirmation-words.ts';
import { sweepSentences } from './sweep-words.ts';

const judgedWords: Readonly<Record<JudgedAt, string>> = {
  final: 'after the last update',
  tail: 'by the mean of the last 5 % of epochs',
  averaged: 'by weights averaged over the last 5 % of epochs',
  best: 'at the epoch of lowest validation loss',
};

/** What a report says about a sweep. `runsById` has the runs that exist. */
export function sweepReport(
  sweep: SweepDetail,
  rows: readonly CellRow[],
  columns: readonly GridColumn[],
  at: JudgedAt,
  runsById: ReadonlyMap<string, Pick<ReportedRun, 'digest' | 'test'>>,
): ReportText {
  const { definition, name } = sweep;
  const conclusion = definition.study ? concludeStudy(definition.study, sweep, at) : null;
  const runs = sweep.members.map((member): Member => {
    const { digest = null, test = null } = runsById.get(member.id ?? '') ?? {};
    return { ...member, digest, test };
  });
  const command = sweepCommand(definition, 'base.json');
  return {
    title: name,
    question: studies.find(({ kind }) => kind === definition.study)?.question,
    findings: [
      ...(conclusion === null ? [] : [conclusion]),
      ...sweepSentences(rows, columns, sweep, at, conclusion !== null),
      ...testSentences(runs),
      ...sweep.confirmations.flatMap((one) => [
        [...confirmationSays(one, definition.base), confirmationBasis(one)].join(' '),
      ]),
    ],
    tables: [
      cellTable(rows, columns, at, false),
      runsTable(
        runs,
        columns.map(({ label }, index) => ({ label, of: ({ cell }) => rows[cell]!.values[index]! })),
      ),
      ...sweep.confirmations.flatMap(confirmationTables),
    ],
    configs: [
      { title: 'base.json: what all runs have in common', config: definition.base },
      { title: 'What was varied', config: { axes: definition.axes, seeds: definition.seeds } },
    ],
    repeat: [
      ...(command === null
        ? ['# No single command can say this grid: New sweep, with the axes above, trains it again.']
        : [command]),
      '# train a run of the history again, and compare every number with what is stored:',
      ...verifyLines(runs),
    ],
  };
}

/** The pairs of a finished confirmation, and their mean difference. */
function confirmationTables(confirmation: Confirmation): ReportTable[] {
  const result = judgeConfirmation(confirmation);
  if (result === null) return [];
  const { plan } = confirmation;
  const { baseline, chosen } = armNames(plan);
  const { n, mean, ci95 } = result.difference;
  return [
    {
      title: `Confirmation on seeds ${formatSeeds(plan.seeds)}: test loss`,
      columns: ['seed', baseline, chosen, 'difference', '95 % low', '95 % high'],
      rows: [
        ...result.pairs.map((pair) => [pair.seed, pair.baseline, pair.other, pair.difference, null, null]),
        [
          `mean of ${n}`,
          result.testLoss.baseline.mean,
          result.testLoss.chosen.mean,
          mean,
          ci95?.[0] ?? null,
          ci95?.[1] ?? null,
        ],
      ],
    },
  ];
}

type Member = SweepRunSummary & ReportedRun;

const measures: readonly (readonly [string, (row: CellRow) => Summary])[] = [
  ...(['dataLoss', 'validationLoss', 'generalizationGap', 'validationAccuracy'] as const).map((key) => {
    const name = judgedMetrics[key].head.toLowerCase().replace('acc.', 'accuracy');
    return [name, ({ summary }: CellRow) => summary[key]] as const;
  }),
  ['best val. loss', ({ summary }) => summary.best.validationLoss],
  ['at epoch', ({ summary }) => summary.best.epoch],
];

/**
 * The numbers of each cell with their 95 % intervals, for the report and the CSV. The n at the front is that of the validation loss. A file
 * for scripts has each metric's own n beside it; a page for people only where it differs.
 */
export function cellTable(
  rows: readonly CellRow[],
  columns: readonly GridColumn[],
  at: JudgedAt,
  everyN: boolean,
): ReportTable {
  const hasOwnN =
    everyN || rows.some((row) => measures.some(([, of]) => of(row).n !== row.summary.validationLoss.n));
  return {
    title: `Cells: means over the seeds with 95 % intervals, ${judgedWords[at]}`,
    columns: [
      ...columns.map(({ label }) => label),
      'n',
      'diverged',
      'failed',
      'not finished',
      ...measures.flatMap(([label]) => [label, '±', ...(hasOwnN ? ['n'] : [])]),
    ],
    rows: rows.map((row) => [
      ...row.values.map(reportCell),
      row.summary.validationLoss.n,
      row.summary.diverged,
      row.summary.failed,
      row.summary.unfinished,
      ...measures.flatMap(([, of]) => {
        const { mean, ci95, n } = of(row);
        return [mean, ci95 && (ci95[1] - ci95[0]) / 2, ...(hasOwnN ? [n] : [])];
      }),
    ]),
  };
}
