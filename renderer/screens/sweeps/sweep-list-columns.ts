import type { AnsweredSweepLine, SweepSummary } from '#api';
import type { RowColumn } from '../../ui/data-table/data-column.ts';
import {
  cellTitle,
  formatCount,
  formatDate,
  formatDifference,
  formatPlural,
  formatWhole,
  pickTitle,
  shortNames,
} from '#words';

type Column = RowColumn<SweepSummary>;

function varies({ paths, problem }: SweepSummary): string {
  if (problem !== null) return 'its grid cannot be read';
  return paths.length === 0 ? 'seeds only' : shortNames(paths, { layers: [] });
}
function gridSize({ cells, runs, problem }: SweepSummary): string {
  return problem === null ? `${formatCount(cells)} × ${formatCount(cells === 0 ? 0 : runs / cells)}` : '–';
}

/** The columns of the list of sweeps; `lineOf` is what is known of a sweep's conclusion. */
export function sweepListColumns(lineOf: (id: string) => AnsweredSweepLine | undefined): Column[] {
  return [
    {
      ...{ id: 'name', label: 'Name', width: 196, isPinned: true, isRowHeader: true },
      value: ({ name }) => name,
    },
    {
      ...{ id: 'varies', label: 'Varies', width: 132, value: varies },
      title: ({ problem, paths }) => problem ?? paths.join('\n'),
    },
    ...answerColumns(({ id }) => lineOf(id)),
    {
      ...{ id: 'cells', label: 'Cells × seeds', isNumeric: true, value: ({ runs }) => runs, text: gridSize },
      title: ({ runs }) => formatPlural(runs, 'run'),
    },
    { id: 'progress', label: 'Progress', width: 172, value: ({ progress }) => progress },
    { id: 'counts', label: 'Runs by status', width: 112 },
    {
      ...{ id: 'created', label: 'Created', isNumeric: true, value: ({ createdAt }) => createdAt },
      text: ({ createdAt }) => formatDate(createdAt),
      title: ({ createdAt }) => new Date(createdAt).toLocaleString(),
    },
    { id: 'actions', label: 'Actions', hidesLabel: true, width: 44, isRigid: true },
  ];
}

/** Read only for the rows in view, so the table cannot be sorted by any of them. */
function answerColumns(lineOf: (sweep: SweepSummary) => AnsweredSweepLine | undefined): Column[] {
  const answerOf = (sweep: SweepSummary) => lineOf(sweep)?.answer;
  const isUnsorted = true;
  return [
    {
      ...{ id: 'picked', label: 'Picked', width: 144, isUnsorted },
      meaning:
        'After the last update: the largest strength within one standard error of the lowest mean validation loss where one strength is all that varies, elsewhere the setting of that lowest mean.',
      value: (sweep) => {
        const line = lineOf(sweep);
        return line?.answer && cellTitle(line, line.answer.cell);
      },
      title: (sweep) => {
        const answer = answerOf(sweep);
        return answer === null ? 'No answer yet: no two cells can be compared' : answer && pickTitle(answer);
      },
    },
    {
      ...{ id: 'loss', label: 'Val. loss', width: 94, isNumeric: true, decimals: 5, isUnsorted },
      meaning: 'Mean validation loss of the picked setting, over the seeds that all compared settings have.',
      value: (sweep) => answerOf(sweep)?.validationLoss.mean,
    },
    {
      ...{ id: 'none', label: 'Minus none', isNumeric: true, format: formatDifference, isUnsorted },
      ...{ beside: 124, decimals: 4, width: 232 },
      meaning:
        'Validation loss of the picked setting minus that without regularization, seed by seed, with a 95 % interval that allows for all settings having been looked at.',
      value: (sweep) => answerOf(sweep)?.againstNone?.mean,
      aside: (sweep) => {
        const ci95 = answerOf(sweep)?.againstNone?.ci95;
        return ci95 ? `[${ci95.map(formatDifference).join(', ')}]` : '';
      },
    },
    {
      ...{ id: 'n', label: 'n', width: 52, isNumeric: true, format: formatWhole, isUnsorted },
      meaning: 'Runs in that mean, one a seed.',
      value: (sweep) => answerOf(sweep)?.validationLoss.n,
    },
  ];
}
