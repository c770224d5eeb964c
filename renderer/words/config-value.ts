import { type ConfigValue, layerKindName, optimizerName } from '#api';
import { formatLambda } from './format.ts';

/** Longer integers are written as powers of ten. */
const longest = 1e6;
const initializations: Readonly<Record<string, string>> = { heNormal: 'He', xavierNormal: 'Xavier' };

/**
 * A config value, at `path` if that is known: kinds by name, integers in full, factors in conventional notation, a dash if there is no such
 * field.
 */
export function formatConfigValue(value: ConfigValue | undefined, path = ''): string {
  if (value === undefined) return '–';
  if (value === null) return path === 'batchSize' ? 'full set' : 'none';
  if (typeof value === 'number')
    return Number.isInteger(value) && Math.abs(value) < longest ? String(value) : formatLambda(value);
  if (typeof value === 'boolean') return String(value);
  if (/^layers\.\d+\.kind$/.test(path)) return layerKindName(value);
  if (path === 'optimizer.kind') return optimizerName(value);
  return path === 'initialization' ? (initializations[value] ?? value) : value;
}
