import { changeConfigPaths, type ConfigChange } from '../config-changes.ts';
import { newPositions } from '../dataset-schema.ts';
import { presets } from '../presets.ts';
import type { RunConfig } from '../run-config.ts';
import { l1Paths, l2Paths, samplesPath } from '../studies/studies.ts';

/** The runs that the guide has its reader train, by the keys in its links. */
export const guideRunKeys = ['plain', 'l2', 'l1', 'dropout', 'more-data'] as const;
export type GuideRunKey = (typeof guideRunKeys)[number];

/** The study that the guide goes through; for seed 0 and no penalty, its sweep trains the guide's plain run. */
export const guideStudy = 'howMuchL2';

const set = (paths: readonly string[], value: number): ConfigChange[] => paths.map((path) => [path, value]);

/** The chapter's network without penalties, validated on samples at other positions than the training samples. */
const plain = changeConfigPaths(presets[0]!.config, [
  ['dataset.positions', newPositions],
  ['epochs', 5001],
  ...set([...l1Paths, ...l2Paths], 0),
]) as RunConfig;

const [dense, activation, ...rest] = plain.layers;
const changed: Readonly<Record<GuideRunKey, RunConfig>> = {
  plain,
  l2: changeConfigPaths(plain, set(l2Paths, 1e-3)) as RunConfig,
  l1: changeConfigPaths(plain, set(l1Paths, 1e-4)) as RunConfig,
  dropout: { ...plain, layers: [dense!, activation!, { kind: 'dropout', rate: 0.1 }, ...rest] },
  'more-data': changeConfigPaths(plain, [[samplesPath, 1000]]) as RunConfig,
};

/** The run of a key, under the name by which the guide finds it again. */
export function guideRun(key: GuideRunKey): RunConfig {
  return { ...changed[key], name: guideRunName(key) };
}

export function guideRunName(key: GuideRunKey): string {
  return `guide ${key}`;
}

export function isGuideRunKey(text: unknown): text is GuideRunKey {
  return guideRunKeys.some((key) => key === text);
}
