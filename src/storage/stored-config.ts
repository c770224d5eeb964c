import {
  AppError,
  formatIssues,
  originWords,
  parseRunConfig,
  parseStoredConfig,
  type RunConfig,
  type RunOriginName,
} from '#api';
import type { TrainingConfig, TrainingStage } from '#engine';
import { readCount, readJson, unreadable } from './stored-value.ts';

/** Reads the stored config of a run, which may name things that this version does not know. Throws notReadable. */
export function readConfig(text: unknown): RunConfig {
  return toConfig('config', text, readJson('config', text));
}

function toConfig(column: string, text: unknown, stored: unknown): RunConfig {
  const result = parseStoredConfig(stored);
  if (result.ok) return result.config;
  throw unreadable(column, text, `a run's config (${formatIssues(result.issues)})`);
}

/** The training stages of a fork before it had a config of its own, oldest first. Throws notReadable. */
export function readAncestry(text: unknown): TrainingStage[] {
  const stages = readJson('ancestry', text);
  if (!Array.isArray(stages)) throw unreadable('ancestry', text, 'an array of stages');
  return stages.map((stage: unknown) => {
    if (typeof stage !== 'object' || stage === null) throw unreadable('ancestry', text, 'an array of stages');
    const { config, until } = stage as Partial<TrainingStage>;
    return { config: toConfig('ancestry', text, config), until: readCount('until in ancestry', until) };
  });
}

/** The error for actions that need a config which this version does not support. */
export function unknownConfig(
  run: { readonly name: string; readonly id: string },
  problem: string,
): AppError {
  return new AppError(
    'notReadable',
    `this version of Lambdascope does not support the config of run ${run.name} (${run.id}): ${problem}. ` +
      'Its numbers can still be shown and exported',
    { details: { id: run.id } },
  );
}

/** The error for attempts to train or resume a run of another program. */
export function onlyToLookAt(
  { id, name }: { readonly name: string; readonly id: string },
  origin: RunOriginName,
): AppError {
  return new AppError(
    'conflict',
    `run ${name} (${id}) ${originWords[origin]}: it can be compared and exported, but not trained, resumed, forked or verified`,
    { details: { id } },
  );
}

/** Why this version cannot train a stored config, recompute its data or derive another from it; null if it can. */
export function configProblem(config: TrainingConfig): string | null {
  const result = parseRunConfig(config);
  return result.ok ? null : formatIssues(result.issues);
}
