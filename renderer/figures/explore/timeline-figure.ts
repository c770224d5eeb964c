import type { TimedRun, Timeline } from '#api';
import type { AxisRange, Choices, Control, Figure, SpanBar, Tint } from '#figure';
import { formatCount, formatDate, formatDuration, formatPlural, optionsOf, statusWords } from '#words';
import { type Stretch, type TimelineRow, timelineRows } from './timeline-rows.ts';
import { timeTicks } from './time-ticks.ts';

const margin = 0.015;

/** What was trained when: sweeps as bands, single runs as bars, forks below their parents. */
export function timelineFigure(
  timeline: Timeline,
  selected: ReadonlySet<string> | null,
  choices: Choices = {},
): Figure {
  const { runs, sweeps, stretches } = timeline;
  const rows = timelineRows(timeline);
  const [min, max] = [stretches.from[0] ?? 0, rows.reduce((most, { to }) => Math.max(most, to), 0)];
  const room = Math.max(1000, (max - min) * margin);
  const range = { min: min - room, max: max + room };
  const span = spanControl(range, choices['span']);
  const bars = rows
    .flatMap((row) => barsOf(timeline, row, selected))
    .sort((a, b) => a.row - b.row || a.from - b.from || Number(b.isBand) - Number(a.isBand));
  const rowOf = new Map(rows.flatMap(({ row, stretches: own }) => own.map(({ run }) => [run, row] as const)));
  const revealed = [...runs.keys()].filter((run) => runs[run]!.revealedAt !== null && rowOf.has(run));
  return {
    key: 'timeline',
    title: 'What was trained when',
    explanation:
      'Each bar is a stretch in which a run trained; a band is a sweep, dark where its runs trained. A fork lies under the run that it was forked from. Drag along the time to mark the runs that began in it; turn the wheel to zoom, double-click for all. The last week and the last day of a long history can be shown alone. Runs from before stretches were recorded are drawn from start to end.',
    finding: findingOf(timeline, rows, revealed.length),
    message: runs.length > 0 ? null : 'None of these runs has started.',
    controls: span.options.length > 1 ? [span] : [],
    legend: [
      ...(sweeps.length > 0 ? [{ label: 'sweep', tint: tintOf(0), mark: 'square' } as const] : []),
      ...(runs.some(({ sweep }) => sweep === null)
        ? [{ label: 'single run', tint: single, mark: 'square' } as const]
        : []),
      ...(runs.some(hasFailed)
        ? [{ label: 'diverged or failed', tint: { role: 'danger' }, mark: 'square' } as const]
        : []),
      ...(revealed.length > 0
        ? [{ label: 'test set looked at', tint: { role: 'text' }, mark: 'diamond' } as const]
        : []),
    ],
    plot: {
      kind: 'spans',
      range,
      opens: { name: String(span.value), range: lastOf(max, span.value) },
      rows: rows.reduce((most, { row }) => Math.max(most, row + 1), 0),
      bars,
      links: rows.flatMap(({ row, parentRow, from }) =>
        parentRow === null ? [] : [{ from: parentRow, to: row, at: from }],
      ),
      moments: revealed.map((run) => ({ row: rowOf.get(run)!, at: runs[run]!.revealedAt! })),
      ticks: timeTicks,
    },
    table: () => tableOf(timeline),
  };
}

const day = 24 * 3600 * 1000;
const spanMs = { week: 7 * day, day };

/** Everything, or its last week or day if it is longer. */
function spanControl({ min, max }: AxisRange, chosen: string | number | undefined): Control {
  const options = optionsOf({ all: 'All', week: 'Week', day: 'Day' }).filter(
    ({ value }) => value === 'all' || max - min > spanMs[value],
  );
  const value = options.some((option) => option.value === chosen) ? chosen! : 'all';
  return { key: 'span', label: 'Time shown', value, options, isSegmented: true, isBare: true };
}

function lastOf(end: number, span: string | number): AxisRange | null {
  if (span !== 'week' && span !== 'day') return null;
  return { min: end - spanMs[span] * (1 - margin), max: end + spanMs[span] * margin };
}

const single: Tint = { role: 'muted' };
const tintOf = (sweep: number): Tint => ({ slot: sweep });
const hasFailed = ({ status }: TimedRun): boolean => status === 'diverged' || status === 'failed';

function barsOf(
  { runs, sweeps }: Timeline,
  row: TimelineRow,
  selected: ReadonlySet<string> | null,
): SpanBar[] {
  const begun = new Set<number>();
  const bars = [...row.stretches]
    .sort((a, b) => a.from - b.from)
    .map((stretch): SpanBar => {
      const run = runs[stretch.run]!;
      const isFirst = !begun.has(stretch.run);
      begun.add(stretch.run);
      return {
        row: row.row,
        from: stretch.from,
        to: stretch.to,
        tint: hasFailed(run) ? { role: 'danger' } : row.sweep === null ? single : tintOf(row.sweep),
        isFaint: selected !== null && !selected.has(run.id),
        isBand: false,
        isOnBand: row.sweep !== null,
        name: row.sweep === null && isFirst ? run.name : '',
        path: `/runs/${run.id}`,
        runIds: isFirst ? [run.id] : [],
        describe: () => runLines(run, stretch, row.sweep === null ? null : sweeps[row.sweep]!.name),
      };
    });
  if (row.sweep === null) return bars;
  const { id, name } = sweeps[row.sweep]!;
  const band: SpanBar = {
    row: row.row,
    from: row.from,
    to: row.to,
    tint: tintOf(row.sweep),
    isFaint: false,
    isBand: true,
    isOnBand: false,
    name,
    path: `/sweeps/${id}`,
    runIds: [],
    describe: () => [name, formatPlural(begun.size, 'run'), `${when(row.from)} to ${when(row.to)}`],
  };
  return [band, ...bars];
}

const when = (ms: number): string => formatDate(new Date(ms).toISOString());

function runLines({ name, status }: TimedRun, { from, to }: Stretch, sweep: string | null): string[] {
  return [
    name,
    ...(sweep === null ? [] : [`of ${sweep}`]),
    statusWords[status].label.toLowerCase(),
    `${when(from)} to ${when(to)}`,
    formatDuration(to - from),
  ];
}

function findingOf(
  { runs, sweeps, stretches, total, now }: Timeline,
  rows: readonly TimelineRow[],
  revealed: number,
): string {
  if (runs.length === 0) return '';
  const trained = stretches.from.reduce(
    (sum, from, at) =>
      sum + Math.max(0, (Number.isNaN(stretches.until[at]) ? now : stretches.until[at]!) - from),
    0,
  );
  const forks = rows.filter(({ parentRow }) => parentRow !== null).length;
  const kinds = [
    ...(sweeps.length > 0 ? [formatPlural(sweeps.length, 'sweep')] : []),
    ...(forks > 0 ? [formatPlural(forks, 'fork')] : []),
  ];
  const last = rows.reduce((most, { to }) => Math.max(most, to), 0);
  return [
    `${formatPlural(runs.length, 'run')}${kinds.length > 0 ? `, ${kinds.join(', ')}` : ''}, from ${when(stretches.from[0]!)} to ${when(last)}: ${formatDuration(trained)} of training in all.`,
    ...(revealed > 0 ? [`The test set of ${formatPlural(revealed, 'run')} was looked at.`] : []),
    ...(total > runs.length
      ? [`The ${formatCount(runs.length)} of ${formatCount(total)} runs that started last are shown.`]
      : []),
  ].join(' ');
}

function tableOf({ runs, sweeps, stretches }: Timeline) {
  const iso = (ms: number): string | null => (Number.isNaN(ms) ? null : new Date(ms).toISOString());
  return {
    columns: ['run', 'sweep', 'status', 'from', 'to'],
    rows: Array.from(stretches.run, (place, at) => {
      const { name, sweep, status } = runs[place]!;
      return [
        name,
        sweep === null ? null : sweeps[sweep]!.name,
        status,
        iso(stretches.from[at]!),
        iso(stretches.until[at]!),
      ];
    }),
  };
}
