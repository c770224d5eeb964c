import type { ThreadCount } from '#api';
import {
  type ConfigIssue,
  foldAxes,
  formatIssues,
  parseSweep,
  type RunConfig,
  studies,
  studyKinds,
  type SweepAxis,
  type SweepDefinition,
} from '#experiments';
import type { DataOptions } from './config-of-file.ts';
import { UsageError } from './exit.ts';
import type { QueueOptions } from './queue-options.ts';
import { readAxis, readSeeds } from './read-grid.ts';

/** The maximum number of points on an axis. */
const maxFolds = 1000;

export interface SweepOptions extends DataOptions, QueueOptions {
  readonly study?: string;
  readonly dataDir: string;
  readonly grid?: readonly string[];
  readonly seeds?: string;
  readonly folds?: string;
  readonly repeats?: string;
  readonly concurrency?: number;
  readonly threads?: ThreadCount;
  readonly resume?: string;
  readonly confirm?: string;
  readonly choose?: readonly string[];
  readonly again?: true;
  readonly preview?: true;
  readonly json?: true;
}

/** The sweep that the options describe; `readBase` reads its config. Throws UsageError with every mistake in one line. */
export async function readDefinition(
  options: SweepOptions,
  readBase: (options: DataOptions) => Promise<RunConfig>,
): Promise<SweepDefinition> {
  if (options.study !== undefined) return readStudy(options);
  const { name, set = [], ...rest } = options;
  const split = readFolds(options);
  const base = await readBase({ ...rest, set: [...set, ...split.set] });
  const result = parseSweep({
    ...(name === undefined ? {} : { name }),
    base,
    axes: [...(options.grid ?? []).map(readAxis), ...split.axes],
    seeds: options.seeds === undefined ? [base.seed] : readSeeds(options.seeds),
  });
  if (!result.ok) throw new UsageError(formatIssues(result.issues.map((issue) => inOptions(issue, options))));
  return result.definition;
}

/** The changes and axes that --folds and --repeats stand for. */
function readFolds({ folds, repeats }: SweepOptions): { set: string[]; axes: SweepAxis[] } {
  if (folds === undefined) {
    if (repeats === undefined) return { set: [], axes: [] };
    throw new UsageError('got --repeats without --folds; allowed: beside --folds K');
  }
  const k = parseWhole('--folds', folds, 2);
  return {
    set: [`validation.folds=${k}`],
    axes: foldAxes(k, repeats === undefined ? 1 : parseWhole('--repeats', repeats, 1)),
  };
}

function parseWhole(option: string, text: string, least: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= maxFolds) return value;
  throw new UsageError(
    `${option}: got ${JSON.stringify(text)}; allowed: a whole number from ${least} to ${maxFolds}`,
  );
}

/** A mistake, attributed to the option that it came from. */
function inOptions({ path, message }: ConfigIssue, { grid = [] }: SweepOptions): ConfigIssue {
  const axis = /^axes\.(\d+)/.exec(path);
  if (axis) return { path: `--grid ${grid[Number(axis[1])]?.split('=')[0]}`, message };
  if (path === 'axes') return { path: '--grid', message };
  return { path: /^seeds\b/.test(path) ? '--seeds' : path, message };
}

/** Resuming and confirming use the original definition, so its options may not be repeated. */
export function requireAlone(options: SweepOptions): void {
  const { resume, confirm, choose, again } = options;
  const ofConfig = ['study', 'preset', 'config', 'data', 'set', 'epochs', 'name'] as const;
  const own = [...ofConfig, ...(['grid', 'folds', 'repeats', 'preview'] as const)];
  const given = (names: readonly (keyof SweepOptions)[]): string =>
    names.flatMap((name) => (options[name] === undefined ? [] : [`--${name}`])).join(', ');
  const beside = given([...own, 'seeds', 'confirm', 'choose', 'again']);
  if (resume !== undefined && beside !== '') {
    throw new UsageError(
      `--resume trains a sweep as it was defined, without ${beside}; allowed beside it: --concurrency, --threads, --json`,
    );
  }
  if (confirm !== undefined && given(own) !== '') {
    throw new UsageError(
      `--confirm trains a sweep as it was defined, without ${given(own)}; allowed beside it: --seeds, --choose, --again, --concurrency, --threads, --json`,
    );
  }
  if (confirm === undefined && (choose ?? again) !== undefined) {
    throw new UsageError(
      `got ${given(['choose', 'again'])} without --confirm; allowed: beside --confirm SWEEP`,
    );
  }
}

/** A study is fixed: it can only be combined with options for how to run it. */
function readStudy({ study, name, ...options }: SweepOptions): SweepDefinition {
  const { grid, seeds, folds, repeats, preset, config, data, set, epochs } = options;
  if (
    [grid, seeds, folds, repeats, preset, config, data, set, epochs].some((option) => option !== undefined)
  ) {
    throw new UsageError(
      '--study has its own config, grid and seeds; allowed beside it: --name, --concurrency, --threads',
    );
  }
  const found = studies.find(({ kind }) => kind === study);
  if (!found)
    throw new UsageError(`--study: got ${JSON.stringify(study)}; allowed: ${studyKinds.join(', ')}`);
  return name === undefined ? found.definition : { ...found.definition, name };
}
