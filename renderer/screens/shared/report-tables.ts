import {
  generalizationGap,
  type ConfigValue,
  type HostInfo,
  type ReportCell,
  type ReportTable,
  type RunStatus,
  type RunSummary,
} from '#api';
import { statusWords } from '#words';

/** A run in the form a report table needs; one without an id is missing. */
export interface ReportedRun {
  readonly id: string | null;
  readonly name: string | null;
  readonly seed: number;
  readonly status: RunStatus | null;
  readonly epochsDone: number;
  readonly divergedAt: number | null;
  readonly final: {
    readonly dataLoss: number;
    readonly validationLoss: number;
    readonly validationAccuracy: number;
  } | null;
  readonly best: { readonly epoch: number; readonly validationLoss: number | null } | null;
  readonly digest: string | null;
  /** null until it is revealed. */
  readonly test: RunSummary['test'];
}

/** Columns that distinguish the runs, before all others. */
export interface ReportColumn<Run> {
  readonly label: string;
  readonly of: (run: Run) => ConfigValue | undefined;
}

/** A row for each run: its status, its final values, its best epoch, what was revealed of its test set, its digest. */
export function runsTable<Run extends ReportedRun>(
  runs: readonly Run[],
  distinguishing: readonly ReportColumn<Run>[] = [],
): ReportTable {
  const revealed: typeof testColumns = runs.some(({ test }) => test !== null) ? testColumns : [];
  const columns: readonly (readonly [label: string, of: (run: Run) => ReportCell])[] = [
    ['run', ({ name }) => name ?? ''],
    ...distinguishing.map(({ label, of }) => [label, (run: Run) => reportCell(of(run))] as const),
    ['seed', ({ seed }) => seed],
    ['status', statusText],
    ['epochs', ({ epochsDone }) => epochsDone],
    ['train loss', ({ final }) => final?.dataLoss ?? null],
    ['val. loss', ({ final }) => final?.validationLoss ?? null],
    ['gap', ({ final }) => final && generalizationGap(final)],
    ['val. accuracy', ({ final }) => final?.validationAccuracy ?? null],
    ['best val. loss', ({ best }) => best?.validationLoss ?? null],
    ['at epoch', ({ best }) => best?.epoch ?? null],
    ...revealed,
    ['digest', ({ digest }) => digest],
  ];
  return {
    title: 'Runs',
    columns: columns.map(([label]) => label),
    rows: runs.map((run) => columns.map(([, of]) => of(run))),
  };
}

const testColumns: readonly (readonly [label: string, of: (run: ReportedRun) => ReportCell])[] = [
  ['test loss', ({ test }) => test?.metrics?.dataLoss ?? null],
  ['test accuracy', ({ test }) => test?.metrics?.accuracy ?? null],
  ['revealed', ({ test }) => timeText(test?.revealedAt)],
];

/** A config value as a cell. */
export function reportCell(value: ConfigValue | undefined): ReportCell {
  if (value === undefined) return '';
  return typeof value === 'number' ? value : String(value);
}

function statusText({ status, divergedAt }: ReportedRun): string {
  if (status === null) return 'Missing';
  const { label } = statusWords[status];
  return divergedAt === null ? label : `${label} at ${divergedAt}`;
}

/** Commands that train each completed run again and compare every number, summed up in its digest. */
export function verifyLines(runs: readonly ReportedRun[]): string[] {
  return runs.flatMap(({ id, digest }) =>
    id === null || digest === null ? [] : [`npm run -s cli -- run --verify ${id}  # ${digest}`],
  );
}

/** What produced a report, and when. */
export function originLine({ appVersion, engineVersion, platform, cpu }: HostInfo, now: Date): string {
  return `Lambdascope ${appVersion}, engine ${engineVersion}, ${platform} (${cpu}), ${timeText(now.toISOString())}`;
}

/** A time in UTC, to the minute. */
function timeText(iso: string | undefined): string | null {
  return iso === undefined ? null : `${iso.slice(0, 16).replace('T', ' ')} UTC`;
}

/** Says whether test sets were looked at: a number used to choose among the runs is no longer a test. */
export function testSentences(runs: readonly ReportedRun[]): string[] {
  const count = runs.filter(({ test }) => test !== null).length;
  if (count === 0) return [];
  return [
    `The test ${count === 1 ? 'set of 1 run was' : `sets of ${count} runs were`} revealed: what was chosen after that was no longer chosen blind.`,
  ];
}
