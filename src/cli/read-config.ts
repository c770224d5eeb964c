import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import {
  ConfigPathError,
  formatIssues,
  parseAssignment,
  parseRunConfig,
  parseValue,
  presets,
  type RunConfig,
  setConfigPath,
} from '#experiments';
import { UsageError } from './exit.ts';

/** The options that say what to train. */
export interface ConfigOptions {
  readonly preset?: string;
  /** A file, or `-` for standard input. */
  readonly config?: string;
  readonly set?: readonly string[];
  readonly epochs?: string;
  readonly name?: string;
}

/** The config that the options describe, checked. Throws UsageError with every mistake in one line. */
export async function readConfig(options: ConfigOptions): Promise<RunConfig> {
  try {
    return await read(options);
  } catch (thrown) {
    throw thrown instanceof ConfigPathError ? new UsageError(`--set: ${thrown.message}`) : thrown;
  }
}

async function read(options: ConfigOptions): Promise<RunConfig> {
  const given = await readBase(options);
  // With its defaults filled in, so that a path can lead to what was left out; as it is where it is not valid yet.
  const parsed = parseRunConfig(given);
  const base: unknown = parsed.ok ? parsed.config : given;
  const config = assignments(options).reduce(
    (changed, { path, value }) => setConfigPath(changed, path, value),
    base,
  );
  const result = parseRunConfig(config);
  if (!result.ok) throw new UsageError(formatIssues(result.issues));
  return result.config;
}

/** What changes the base, in order; --epochs and --name are short for a --set. */
function assignments({ set = [], epochs, name }: ConfigOptions): { path: string; value: unknown }[] {
  return [
    ...set.map(parseAssignment),
    ...(epochs === undefined ? [] : [{ path: 'epochs', value: parseValue(epochs) }]),
    ...(name === undefined ? [] : [{ path: 'name', value: name }]),
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
    throw new UsageError(`--config: ${(thrown as Error).message}`);
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
