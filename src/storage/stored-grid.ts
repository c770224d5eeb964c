import { AppError, countSweepRuns, formatIssues, parseSweep, type SweepResult } from '#api';
import { readJson } from './stored-value.ts';
import type { StoredSweep } from './sweeps.ts';

/** Runs of all the grids that are kept. */
const maxStored = 50_000;

/**
 * Makes what reads stored definitions. A grid is kept, and taken again while its text is the same: reading a large one takes
 * far longer than reading its runs.
 */
export function createGridReader(): (sweep: StoredSweep) => SweepResult {
  const kept = new Map<
    string,
    { readonly text: string; readonly result: SweepResult; readonly runs: number }
  >();
  let total = 0;
  const forget = (id: string): void => {
    total -= kept.get(id)?.runs ?? 0;
    kept.delete(id);
  };

  return ({ id, definition: text }) => {
    const known = kept.get(id);
    forget(id);
    const grid = known?.text === text ? known : read(text);
    kept.set(id, grid);
    total += grid.runs;
    // The first are those that were asked for longest ago.
    for (const other of kept.keys()) {
      if (total <= maxStored || other === id) break;
      forget(other);
    }
    return grid.result;
  };
}

function read(text: string) {
  const result = parse(text);
  return { text, result, runs: result.ok ? countSweepRuns(result.definition) : 0 };
}

function parse(text: string): SweepResult {
  try {
    return parseSweep(readJson('definition', text));
  } catch (thrown) {
    return { ok: false, issues: [{ path: '', message: AppError.from(thrown).message }] };
  }
}

/** Why a stored grid is of no use: a newer version wrote it, or somebody's hand. null if it is. */
export function problemOf(result: SweepResult): string | null {
  return result.ok ? null : formatIssues(result.issues);
}

/** The grid, or a conflict that says what is wrong with it and where the runs are. */
export function requireGrid({ name }: StoredSweep, result: SweepResult): Extract<SweepResult, { ok: true }> {
  if (result.ok) return result;
  throw new AppError(
    'conflict',
    `the stored grid of ${JSON.stringify(name)} cannot be read (${formatIssues(result.issues)}); its runs are in the history`,
    { details: { issues: result.issues } },
  );
}
