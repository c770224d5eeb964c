import { isAsBefore } from '../added-later.ts';
import { boundIssues, describeIssues, type ConfigIssue, parseRunConfig } from '../config-issues.ts';
import { changeConfigPaths, optionalPlaceOf } from '../config-changes.ts';
import { ConfigPathError, getConfigPath } from '../config-paths.ts';
import type { ConfigValue } from '../config-diff.ts';
import type { RunConfig } from '../run-config.ts';
import { isReplicateAxis, replicate, type Replicate, replicatesOf } from './replicates.ts';
import { maxSweepRuns, type SweepDefinition, sweepDefinitionSchema } from './sweep-definition.ts';

/** One combination of a sweep: what all its runs, one per seed and fold, have in common. */
export interface SweepCell {
  /** Index of the cell's point on each axis; 0 on an axis that iterates over folds. */
  readonly points: readonly number[];
  /** Every path that an axis sets, with its value. */
  readonly grid: Readonly<Record<string, ConfigValue>>;
  /** The config of each replicate (replicates.ts), in order. */
  readonly configs: readonly RunConfig[];
}

export type SweepResult =
  | { readonly ok: true; readonly definition: SweepDefinition; readonly cells: readonly SweepCell[] }
  | { readonly ok: false; readonly issues: readonly ConfigIssue[] };

/** Validates sweep input and lists its cells, the last axis varying fastest. Every mistake is reported once. */
export function parseSweep(input: unknown): SweepResult {
  const parsed = sweepDefinitionSchema.safeParse(input, { reportInput: true });
  if (!parsed.success) return { ok: false, issues: describeIssues(parsed.error) };
  const definition = parsed.data;
  const issues = [...sizeIssues(definition), ...axisIssues(definition)];
  if (issues.length > 0) return { ok: false, issues: boundIssues(issues) };
  return expand(definition);
}

/** How many runs a definition asks for. */
export function countSweepRuns({ axes, seeds }: Pick<SweepDefinition, 'axes' | 'seeds'>): number {
  return axes.reduce((product, { points }) => product * points.length, seeds.length);
}

const maxSeed = 2 ** 32 - 1;

const keys = new WeakMap<RunConfig, string>();

/**
 * The text that is the same for two runs exactly if they are the same training: the config without its name and without values that mean
 * "as before".
 */
export function configKey(config: RunConfig): string {
  const known = keys.get(config);
  if (known !== undefined) return known;
  const key = JSON.stringify(inOrder(withoutName(config)));
  keys.set(config, key);
  return key;
}

/** A copy whose fields are in alphabetical order on every level, without those that mean "as before". */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value)
    .filter(([name, field]) => !isAsBefore(name, field))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(fields.map(([name, field]) => [name, inOrder(field)]));
}

function withoutName(config: RunConfig): RunConfig {
  return Object.fromEntries(Object.entries(config).filter(([key]) => key !== 'name')) as RunConfig;
}

function sizeIssues(definition: SweepDefinition): ConfigIssue[] {
  const { axes, seeds } = definition;
  const issues: ConfigIssue[] = [];
  const repeated = seeds.filter((seed, index) => seeds.indexOf(seed) !== index);
  if (repeated.length > 0) {
    issues.push({
      path: 'seeds',
      message: `got seed ${repeated[0]} more than once; allowed: each seed once`,
    });
  }
  const runs = countSweepRuns(definition);
  if (runs > maxSweepRuns) {
    const factors = [...axes.map(({ points }) => points.length), seeds.length].join(' x ');
    issues.push({ path: '', message: `got ${factors} = ${runs} runs; allowed: at most ${maxSweepRuns}` });
  }
  const last = Math.max(...replicatesOf(definition).map(({ seed }) => seed));
  if (runs <= maxSweepRuns && last > maxSeed) {
    const message = `got seeds up to ${Math.max(...seeds)}, which reach ${last} over the folds; allowed: up to ${maxSeed}`;
    issues.push({ path: 'seeds', message });
  }
  if (runs === 1) {
    issues.push({ path: 'axes', message: 'got one run; a sweep needs a path with two values, or two seeds' });
  }
  return issues;
}

function axisIssues({ base, axes }: SweepDefinition): ConfigIssue[] {
  const issues: ConfigIssue[] = [];
  const owners = new Map<string, number>();
  axes.forEach(({ points }, axis) => {
    const report = (message: string): void => void issues.push({ path: `axes.${axis}`, message });
    for (const path of new Set(points.flatMap((point) => Object.keys(point)))) {
      if (owners.has(path)) {
        report(`${path} is set by axis ${owners.get(path)! + 1} already; allowed: each path on one axis`);
      }
      owners.set(path, axis);
      const problem = pathProblem(base, path);
      if (problem !== null) report(problem);
    }
    const texts = points.map((point) => JSON.stringify(Object.entries(point).sort()));
    const double = texts.findIndex((text, index) => texts.indexOf(text) !== index);
    if (double !== -1)
      report(`got ${describePoint(points[double]!)} more than once; allowed: each value once`);
    if (points.some((point) => Object.keys(point).length === 0)) report('got a point that sets nothing');
  });
  return issues;
}

/** Why a path cannot be swept; null if it can. */
function pathProblem(base: RunConfig, path: string): string | null {
  if (path === 'seed') return 'seed is not a path of the grid; give seeds instead';
  if (path === 'name') return 'name changes nothing in a run; allowed: paths of numbers and choices';
  try {
    const place = optionalPlaceOf(path);
    if (place !== undefined && getConfigPath(base, place) === null) return null; // validating the cells checks its contents
    const present = getConfigPath(base, firstMissing(base, path) ?? path);
    if (present === undefined) return missingField(base, firstMissing(base, path)!);
    return typeof present === 'object' && present !== null
      ? `${path} holds several values; allowed: a path of one number or choice`
      : null;
  } catch (thrown) {
    if (thrown instanceof ConfigPathError) return thrown.message;
    throw thrown;
  }
}

/** The beginning of a path up to the first field that does not exist; null if it leads to a value. */
function firstMissing(base: RunConfig, path: string): string | null {
  const keys = path.split('.');
  const beginnings = keys.map((_key, index) => keys.slice(0, index + 1).join('.'));
  return beginnings.find((beginning) => getConfigPath(base, beginning) === undefined) ?? null;
}

function missingField(base: RunConfig, path: string): string {
  const place = path.slice(0, Math.max(0, path.lastIndexOf('.')));
  const fields = Object.keys((place === '' ? base : getConfigPath(base, place)) as object);
  const field = JSON.stringify(path.slice(place === '' ? 0 : place.length + 1));
  return `${place || 'the config'} has no field ${field}; allowed: ${fields.join(', ')}`;
}

function expand(definition: SweepDefinition): SweepResult {
  return expandByPoints(definition) ?? expandByCells(definition);
}

/** Fields that no validation combines with others as long as there is no schedule: each value is right or wrong whatever else is swept. */
const lonePath =
  /^(optimizer\.(?!kind$)\w+|layers\.\d+\.(rate|(weight|bias)RegularizerL[12])|epochs|evaluateEvery|earlyStopping\.\w+)$/;
const schedulePath = /^optimizer\.schedule\b/;

/**
 * Validates every point separately instead of every cell: 200 configs for 100 x 100 cells. Null if that is not conclusive, because points
 * of two axes may conflict, or a point is invalid: then the cells are validated.
 */
function expandByPoints(definition: SweepDefinition): SweepResult | null {
  const { base, axes } = definition;
  const pathsOf = ({ points }: SweepDefinition['axes'][number]) => points.flatMap(Object.keys);
  const entangled = axes.filter((axis) => pathsOf(axis).some((path) => !lonePath.test(path)));
  const hasSchedule =
    base.optimizer.schedule !== null || axes.flatMap(pathsOf).some((path) => schedulePath.test(path));
  if (hasSchedule || entangled.length > 1 || entangled.flatMap(pathsOf).some((path) => path.endsWith('kind')))
    return null;
  const replicates = replicatesOf(definition);
  const isRight = (point: object): boolean =>
    parseRunConfig(changeConfigPaths(base, Object.entries(point))).ok;
  if (!axes.every(({ points }) => points.every(isRight))) return null;

  let combined = [{ points: [] as number[], grid: {}, config: withoutName(base) }];
  for (const axis of axes) {
    const settings = isReplicateAxis(axis) ? [{}] : axis.points;
    combined = combined.flatMap(({ points, grid, config }) =>
      settings.map((point, index) => ({
        points: [...points, index],
        grid: { ...grid, ...point },
        config: changeConfigPaths(config, Object.entries(point)) as RunConfig,
      })),
    );
  }
  const cells = combined.map(({ config, ...cell }) => ({ ...cell, configs: replicated(config, replicates) }));
  return { ok: true, definition, cells };
}

function replicated(config: RunConfig, replicates: readonly Replicate[]): RunConfig[] {
  return replicates.map((one) => replicate(config, one));
}

function expandByCells(definition: SweepDefinition): SweepResult {
  const issues = new Map<string, ConfigIssue>();
  const replicates = replicatesOf(definition);
  // A different seed is never wrong if one is right; a different fold may be.
  const splits = replicates.filter((_one, index) => index % definition.seeds.length === 0);
  const settings = definition.axes.map((axis) => (isReplicateAxis(axis) ? [{}] : axis.points));
  const cells = combinations(settings.map((points) => points.length)).map((points): SweepCell => {
    const grid: Record<string, ConfigValue> = Object.assign(
      {},
      ...points.map((point, axis) => settings[axis]![point]!),
    ) as Record<string, ConfigValue>;
    const changed = changeConfigPaths(definition.base, Object.entries(grid));
    const parsed = parseRunConfig(changed);
    const wrong = parsed.ok
      ? splits.flatMap((one) => issuesOf(replicate(parsed.config, one)))
      : parsed.issues;
    for (const issue of wrong) {
      // The same mistake in many cells is one mistake.
      const key = `${issue.path} ${issue.message}`;
      const at = Object.keys(grid).length === 0 ? '' : ` (at ${describePoint(grid)})`;
      if (!issues.has(key)) issues.set(key, { ...issue, message: `${issue.message}${at}` });
    }
    return {
      points,
      grid,
      configs: parsed.ok && wrong.length === 0 ? replicated(withoutName(parsed.config), replicates) : [],
    };
  });
  return issues.size > 0
    ? { ok: false, issues: boundIssues([...issues.values()]) }
    : { ok: true, definition, cells };
}

function issuesOf(config: RunConfig): readonly ConfigIssue[] {
  const parsed = parseRunConfig(config);
  return parsed.ok ? [] : parsed.issues;
}

function combinations(lengths: readonly number[]): number[][] {
  return lengths.reduce<number[][]>(
    (all, length) => all.flatMap((head) => Array.from({ length }, (_, index) => [...head, index])),
    [[]],
  );
}

function describePoint(point: Readonly<Record<string, ConfigValue>>): string {
  return Object.entries(point)
    .map(([path, value]) => `${path}=${String(value)}`)
    .join(', ');
}
