import { AppError, countSweepRuns, formatIssues, parseSweep, type SweepResult } from '#api';
import { readJson } from './stored-value.ts';
import type { StoredSweep } from './sweeps.ts';

/** Maximum number of runs in all cached grids together. */
const maxStored = 50_000;

/**
 * Creates a reader of stored definitions. A grid is cached and reused while its text is unchanged: parsing a large one takes far longer
 * than reading its runs.
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
    // The first ones are the least recently used.
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

/** Why a stored grid is unusable, such as one written by a newer version or edited by hand; null if it is usable. */
export function problemOf(result: SweepResult): string | null {
  return result.ok ? null : formatIssues(result.issues);
}

/** The grid; throws conflict with what is wrong with it and where the runs are. */
export function requireGrid({ name }: StoredSweep, result: SweepResult): Extract<SweepResult, { ok: true }> {
  if (result.ok) return result;
  throw new AppError(
    'conflict',
    `the stored grid of ${JSON.stringify(name)} cannot be read (${formatIssues(result.issues)}); its runs are in the history`,
    { details: { issues: result.issues } },
  );
}
