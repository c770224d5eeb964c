import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import {
  changeConfigPaths,
  type ConfigChange,
  ConfigPathError,
  formatIssues,
  onDataset,
  parseAssignment,
  parseRunConfig,
  parseValue,
  presets,
  type RunConfig,
} from '#experiments';
import { UsageError } from './exit.ts';
import { unreadable } from './open-file.ts';

/** The options that change a config. */
export interface ConfigChanges {
  readonly set?: readonly string[];
  readonly epochs?: string;
  readonly name?: string;
}

/** The options that determine what to train. */
export interface ConfigOptions extends ConfigChanges {
  readonly preset?: string;
  /** A file, or `-` for standard input. */
  readonly config?: string;
}

/**
 * The config that the options describe, validated; on `dataset` instead of its own if one is given. Throws UsageError with every mistake in
 * one line.
 */
export async function readConfig(
  options: ConfigOptions,
  dataset?: Readonly<Partial<RunConfig['dataset']>>,
): Promise<RunConfig> {
  const given = withDefaults(await readBase(options));
  const moved = dataset && parseRunConfig(given).ok ? onDataset(given as RunConfig, dataset) : given;
  return changeConfig(withDefaults(moved), options);
}

/** Adds defaults, so that a path can lead to an omitted field; an invalid config is returned unchanged. */
function withDefaults(config: unknown): unknown {
  const parsed = parseRunConfig(config);
  return parsed.ok ? parsed.config : config;
}

/** A config with the changes, validated. Throws UsageError with every mistake in one line. */
export function changeConfig(base: unknown, changes: ConfigChanges): RunConfig {
  const result = parseRunConfig(applyChanges(base, changes));
  if (!result.ok) throw new UsageError(formatIssues(result.issues));
  return result.config;
}

function applyChanges(base: unknown, changes: ConfigChanges): unknown {
  try {
    return changeConfigPaths(base, assignments(changes));
  } catch (thrown) {
    throw thrown instanceof ConfigPathError ? new UsageError(`--set: ${thrown.message}`) : thrown;
  }
}

/** Changes to the base, in order; --epochs and --name are short for a --set. */
function assignments({ set = [], epochs, name }: ConfigChanges): ConfigChange[] {
  return [
    ...set.map(parseAssignment).map(({ path, value }): ConfigChange => [path, value]),
    ...(epochs === undefined ? [] : [['epochs', parseValue(epochs)] as const]),
    ...(name === undefined ? [] : [['name', name] as const]),
  ];
}

async function readBase({ preset, config }: ConfigOptions): Promise<unknown> {
  if (preset !== undefined && config !== undefined) {
    throw new UsageError('got --preset and --config; allowed: one of them');
  }
  if (config !== undefined) return parseFile(config, await readText(config));
  const found = presets.find(({ name }) => name === (preset ?? presets[0]!.name));
  if (found) return found.config;
  const names = presets.map(({ name }) => name).join(', ');
  throw new UsageError(`--preset: got ${JSON.stringify(preset)}; allowed: ${names}`);
}

async function readText(file: string): Promise<string> {
  if (file === '-') return text(process.stdin);
  try {
    return readFileSync(file, 'utf8');
  } catch (thrown) {
    throw unreadable(file, thrown, '--config');
  }
}

function parseFile(file: string, content: string): unknown {
  try {
    return JSON.parse(content) as unknown;
  } catch (thrown) {
    const source = file === '-' ? 'standard input' : file;
    const reason = (thrown as Error).message.replaceAll('\n', ' ');
    throw new UsageError(`--config: ${source} is not valid JSON: ${reason}`);
  }
}
