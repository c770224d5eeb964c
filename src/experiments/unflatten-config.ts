type Container = Record<string, unknown> | unknown[];

/** Fields whose values are texts even if they look like a number. */
const texts = new Set(['name', 'kind', 'digest', 'metric', 'precision']);

/** Keys that would reach inherited properties. */
const forbidden = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * The config with these paths and values, as from `flattenConfig` or a table that stores them as text. A value that was null is absent in
 * such a table. Null for paths that no config has: those that lead through a value, or are too long.
 */
export function unflattenConfig(cells: Iterable<readonly [path: string, text: string]>): object | null {
  const config: Record<string, unknown> = {};
  for (const [path, text] of cells) {
    const keys = path.split('.');
    if (keys.length > 16 || keys.some((key) => key === '' || forbidden.has(key))) return null;
    let container: Container = config;
    for (const [depth, key] of keys.entries()) {
      const next = keys[depth + 1];
      const fields: Record<string, unknown> = container as Record<string, unknown>;
      if (Array.isArray(container) && Number(key) !== container.length && !(key in container)) return null;
      if (next === undefined) {
        if (key in container) return null;
        fields[key] = valueOf(key, text);
      } else {
        fields[key] ??= /^\d+$/.test(next) ? [] : {};
        const inner = fields[key];
        if (typeof inner !== 'object' || inner === null) return null;
        container = inner as Container;
      }
    }
  }
  return config;
}

function valueOf(field: string, text: string): unknown {
  if (texts.has(field)) return text;
  if (text === 'true' || text === 'false') return text === 'true';
  const number = Number(text);
  return text.trim() !== '' && !Number.isNaN(number) ? number : text;
}
