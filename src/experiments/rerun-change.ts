import { changeConfigPaths, type ConfigChange } from './config-changes.ts';
import { flattenConfig, type ConfigValue } from './config-diff.ts';
import { formatIssues, parseRunConfig } from './config-issues.ts';
import { ConfigPathError, parseValue } from './config-paths.ts';
import { cutText } from './cut-text.ts';
import { maxNameLength } from './naming.ts';
import type { RunConfig } from './run-config.ts';
import { shortValue } from './steer.ts';
import { configKey } from './sweep/index.ts';

export const changeOperations = ['set', 'multiply', 'add'] as const;
export type ChangeOperation = (typeof changeOperations)[number];

/** The same change to many configs. */
export interface RerunChange {
  /** Dotted; `*` stands for every layer that has the field: `layers.*.weightRegularizerL2`. */
  readonly path: string;
  readonly operation: ChangeOperation;
  /** As typed: JSON, or plain text if it is not valid JSON. For `multiply` and `add`, a number. */
  readonly value: string;
  /** The path's name within the names of what is trained: `L2`. */
  readonly label: string;
}

/** The result of the change for one config; `config` is null if there is nothing to train, and `problem` says why. */
export interface ChangedConfig {
  readonly before: ConfigValue | undefined;
  readonly after: ConfigValue | undefined;
  readonly config: RunConfig | null;
  readonly problem: string | null;
}

type Named = { readonly name: string; readonly config: RunConfig };

/** Applies the change to each run's config. Configs that become identical are trained once: the later ones say so. */
export function changeRuns(runs: readonly Named[], change: RerunChange): ChangedConfig[] {
  const seen = new Map<string, string>();
  return runs.map((run) => {
    const changed = changeRun(run, change);
    if (changed.config === null) return changed;
    const key = configKey(changed.config);
    const same = seen.get(key);
    if (same !== undefined)
      return { ...changed, config: null, problem: `the same config as ${same} after its change` };
    seen.set(key, run.name);
    return changed;
  });
}

function changeRun({ name, config }: Named, { path, operation, value, label }: RerunChange): ChangedConfig {
  const flat = flattenConfig(config);
  const paths = pathsOf(flat, path);
  const before = flat.get(paths[0] ?? path);
  const refused = (problem: string, after?: ConfigValue): ChangedConfig => {
    return { before, after, config: null, problem };
  };
  if (paths.length === 0) return refused(`has no ${path}`);
  const changes: ConfigChange[] = [];
  for (const one of paths) {
    const next = newValue(flat.get(one), operation, value);
    if (typeof next === 'object') return refused(`${one} ${next.problem}`);
    changes.push([one, next]);
  }
  const after = changes[0]![1] as ConfigValue;
  if (changes.every(([one, next]) => Object.is(flat.get(one), next))) return refused('unchanged', after);
  try {
    const named = {
      ...(changeConfigPaths(config, changes) as object),
      name: changedName(name, label, after),
    };
    const result = parseRunConfig(named);
    return result.ok
      ? { before, after, config: result.config, problem: null }
      : refused(formatIssues(result.issues), after);
  } catch (thrown) {
    if (thrown instanceof ConfigPathError) return refused(thrown.message, after);
    throw thrown;
  }
}

/** The paths that a path with `*` stands for; other paths stand for themselves, whether or not they exist. */
function pathsOf(flat: ReadonlyMap<string, ConfigValue>, path: string): string[] {
  if (!path.includes('*')) return [path];
  const [before, after] = path.split('*', 2) as [string, string];
  const between = /^\d+$/;
  return [...flat.keys()].filter(
    (one) =>
      one.startsWith(before) && one.endsWith(after) && between.test(one.slice(before.length, one.length - after.length)), // oxfmt-ignore
  );
}

type NewValue = string | number | boolean | { readonly problem: string };

function newValue(now: ConfigValue | undefined, operation: ChangeOperation, text: string): NewValue {
  const value = parseValue(text.trim());
  if (operation === 'set') {
    const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
    return isPlain ? value : { problem: `cannot be ${text}; allowed: a number, a string, true or false` };
  }
  if (typeof value !== 'number') return { problem: `needs a number, but got ${JSON.stringify(text)}` };
  if (typeof now !== 'number') return { problem: `is ${String(now ?? 'not there')}, which is not a number` };
  // 1e-5 * 10 has more digits than anybody means; 15 digits look the same to a reader.
  return Number((operation === 'multiply' ? now * value : now + value).toPrecision(15));
}

/** `amber-otter, L2 0.01`, keeping the end if it is too long. */
function changedName(name: string, label: string, value: ConfigValue): string {
  const end = cutText(`, ${label} ${shortValue(value)}`, maxNameLength - 20);
  return cutText(name, maxNameLength - end.length) + end;
}
