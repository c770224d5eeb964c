import { type ConfigValue, diffConfigs } from './config-diff.ts';
import { cutText } from './cut-text.ts';
import { maxNameLength } from './naming.ts';
import type { RunConfig } from './run-config.ts';

const lambdaPath = /^layers\.(\d+)\.(weight|bias)RegularizerL([12])$/;
const symbols = { 1: 'λ₁', 2: 'λ₂' } as const;

/** The name of a fork with other lambdas: `λ₂ layer 1: 1e-4 → 1e-3 at epoch 812`. */
export function steerName(before: RunConfig, after: RunConfig, epoch: number): string {
  const changes = new Map(
    diffConfigs([before, after])
      .filter(({ path }) => path !== 'epochs')
      .map(({ path, values }) => [path, `${shortValue(values[0])} → ${shortValue(values[1])}`]),
  );
  const parts: string[] = [];
  for (const [path, change] of changes) {
    const lambda = lambdaPath.exec(path);
    if (!lambda) {
      parts.push(`${path}: ${change}`);
      continue;
    }
    const [, layer, part, norm] = lambda;
    const pathOf = (of: string): string => `layers.${layer}.${of}RegularizerL${norm}`;
    const isLinked = changes.get(pathOf('weight')) === changes.get(pathOf('bias'));
    // Mentioned once, with the weights.
    if (isLinked && part === 'bias') continue;
    const of = isLinked ? '' : part === 'weight' ? ' weights' : ' biases';
    parts.push(`${symbols[norm as '1' | '2']}${of} layer ${denseNumber(after, Number(layer))}: ${change}`);
  }
  const end = ` at epoch ${epoch.toLocaleString('en')}`;
  return cutText(parts.join(', ') || 'steered', maxNameLength - end.length) + end;
}

function denseNumber({ layers }: RunConfig, index: number): number {
  return layers.slice(0, index + 1).filter(({ kind }) => kind === 'dense').length;
}

/** A value as written in a name: `1e-5`, `0.05`, or `nothing` if there is none. */
export function shortValue(value: ConfigValue | undefined): string {
  if (typeof value !== 'number') return String(value ?? 'nothing');
  const size = Math.abs(value);
  return size !== 0 && (size < 0.01 || size >= 1e5) ? value.toExponential().replace('+', '') : String(value);
}

/**
 * The config with which a run continues at `epoch`. If its epochs are used up, their number is extended by the original one.
 * @param firstEpoch where the run began
 */
export function steeredConfig(config: RunConfig, epoch: number, firstEpoch: number): RunConfig {
  if (config.epochs > epoch) return config;
  return { ...config, epochs: Math.min(10_000_000, epoch + Math.max(1, config.epochs - firstEpoch)) };
}
