import { posix } from 'node:path';
import { AppError } from '#api';
import type { Connection } from '../../connection.ts';
import { readRecords } from '../csv/read-records.ts';
import type { SourceOptions } from '../open-source.ts';
import type { StagedFile } from '../staging.ts';
import type { createForeignGathering } from './foreign-runs.ts';
import type { SourceNotes } from './open-foreign.ts';

type Gathering = ReturnType<typeof createForeignGathering>;

const stepColumns = ['_step', 'Step', 'step', 'trainer/global_step', 'epoch', 'Epoch'];
const timeColumn = '_timestamp';

/** Whether the columns are those of a chart or a run's history as Weights & Biases exports them. */
export function isWandb(columns: readonly string[]): boolean {
  return stepColumns.some((column) => columns.includes(column));
}

/** Tables from Weights & Biases: a chart's, with a column for each run and metric, or the history of one run. */
export async function readWandb(
  files: readonly StagedFile[],
  gathering: Gathering,
  db: Connection,
  { reading }: Pick<SourceOptions, 'reading'>,
): Promise<SourceNotes> {
  const runs = new Map<string, { readonly run: number; startedMs: number | null; endedMs: number | null }>();
  const runOf = (name: string) => {
    const known = runs.get(name) ?? { run: gathering.enter(), startedMs: null, endedMs: null };
    runs.set(name, known);
    return known;
  };
  for (const file of files) {
    const own = posix.basename(file.name).replace(/\.csv$/i, '');
    await readRecords(file, db, reading, (columns) => {
      const step = stepColumns.find((column) => columns.includes(column));
      if (step === undefined) {
        throw new AppError(
          'invalidInput',
          `${file.name} has no step column; allowed: ${stepColumns.join(', ')}`,
        );
      }
      const cells = columns
        .filter((column) => column !== step)
        .flatMap((column) => cellOf(column, own) ?? []);
      return (record) => {
        const at = Number(record.text(step));
        const ms = Number(record.text(timeColumn) || NaN) * 1000;
        for (const { column, run: name, metric } of cells) {
          const text = record.text(column);
          const value = text === '' ? null : numberOf(text);
          if (value === null) continue;
          const told = runOf(name);
          gathering.point(told.run, at, metric, value);
          if (!Number.isFinite(ms)) continue;
          told.startedMs = Math.min(told.startedMs ?? ms, ms);
          told.endedMs = Math.max(told.endedMs ?? ms, ms);
        }
      };
    });
  }
  for (const [name, { run, startedMs, endedMs }] of runs) {
    gathering.describe(run, { key: name, name, params: new Map(), status: 'completed', startedMs, endedMs });
  }
  return { notes: [] };
}

interface Cell {
  readonly column: string;
  readonly run: string;
  readonly metric: string;
}

/** What a column holds: `run - metric` in a chart's table, otherwise a metric of the file's own run. null if it holds no metric. */
function cellOf(column: string, own: string): Cell | null {
  if (column.startsWith('_') || /__(MIN|MAX)$/.test(column) || column.startsWith('Relative Time'))
    return null;
  const at = column.lastIndexOf(' - ');
  if (at <= 0) return { column, run: own, metric: column };
  return { column, run: column.slice(0, at), metric: column.slice(at + 3) };
}

/** null for anything but a number: a table may contain text, too. */
function numberOf(text: string): number | null {
  const value = Number(text);
  if (!Number.isNaN(value)) return value;
  if (/^-?inf(inity)?$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  return /^nan$/i.test(text) ? NaN : null;
}
