import { diffConfigs, generalizationGap, isLive, type ConfigDifference, type RunSummary } from '#api';
import { formatMetric, formatPlural, sharedLongName } from '#words';
import { reportCell, runsTable, testSentences, verifyLines } from '../shared/report-tables.ts';
import type { ReportText } from '../shared/useReport.ts';

/** What a report says about compared runs. `notices` are those of the page. */
export function compareReport(runs: readonly RunSummary[], notices: readonly string[]): ReportText {
  const configs = runs.map(({ config }) => config);
  const differences = diffConfigs(configs);
  const settings = runs.map((_, index) => settingsFrom(differences, index));
  return {
    title: `Comparison of ${runs.length <= 3 ? runs.map(({ name }) => name).join(', ') : formatPlural(runs.length, 'run')}`,
    findings: [...lowestSentences(runs), ...countSentences(runs), ...testSentences(runs), ...notices],
    tables: [
      runsTable(runs),
      ...(differences.length === 0
        ? []
        : [
            {
              title: 'What differs',
              columns: ['run', ...differences.map(({ path }) => sharedLongName(path, configs))],
              rows: runs.map(({ name }, index) => [
                name,
                ...differences.map(({ values }) => reportCell(values[index])),
              ]),
            },
          ]),
    ],
    configs: runs.flatMap(({ id, name, config }, index) =>
      settings[index] === null ? [{ title: `${id}.json: ${name}`, config }] : [],
    ),
    repeat: [
      ...runs.flatMap(({ id, branch }, index) => {
        const changes = settings[index];
        const source = typeof changes === 'string' ? `${runs[0]!.id}.json${changes}` : `${id}.json`;
        return branch === null ? [`npm run -s cli -- run --config ${source}`] : [];
      }),
      '# train a run of the history again, and compare every number with what is stored:',
      ...verifyLines(runs),
    ],
  };
}

/** Command-line options that turn the first run's config into another's; null if only that run's own config can express it. */
function settingsFrom(differences: readonly ConfigDifference[], index: number): string | null {
  const changes = differences.filter(({ values }) => values[index] !== values[0]);
  if (index === 0 || changes.some(({ values }) => values[0] === undefined || values[index] === undefined))
    return null;
  return changes.map(({ path, values }) => ` --set ${path}=${values[index]}`).join('');
}

/** Which run did best, if more than one can be compared. */
function lowestSentences(runs: readonly RunSummary[]): string[] {
  const ended = runs.flatMap(({ name, final }) =>
    final && Number.isFinite(final.validationLoss) ? [{ name, ...final }] : [],
  );
  const sorted = ended.toSorted((a, b) => a.validationLoss - b.validationLoss);
  const [best, next] = sorted;
  if (!best || !next) return [];
  const gap = formatMetric(generalizationGap(best));
  return [
    `After the last update, validation loss is lowest for ${best.name}: ${formatMetric(best.validationLoss)} with a gap of ${gap}; ` +
      `next is ${next.name} with ${formatMetric(next.validationLoss)}. Single runs: the order may be chance.`,
  ];
}

function countSentences(runs: readonly RunSummary[]): string[] {
  const count = (of: (run: RunSummary) => boolean): number => runs.filter(of).length;
  const diverged = count(({ status }) => status === 'diverged');
  const live = count(({ status }) => isLive(status));
  const cut = count(({ status }) => status === 'stopped' || status === 'interrupted' || status === 'failed');
  const forks = count(({ branch }) => branch !== null);
  return [
    ...(diverged > 0
      ? [`${formatPlural(diverged, 'run')} diverged, and ${is(diverged)} compared with none.`]
      : []),
    ...(live > 0 ? [`${formatPlural(live, 'run')} had not ended when this was written.`] : []),
    ...(cut > 0 ? [`${formatPlural(cut, 'run')} ended before all epochs were trained.`] : []),
    ...(forks > 0
      ? [
          `${formatPlural(forks, 'run')} ${is(forks)} forked from another: only its own epochs follow its config.`,
        ]
      : []),
  ];
}

const is = (count: number): string => (count === 1 ? 'is' : 'are');
