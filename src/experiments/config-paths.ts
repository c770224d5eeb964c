type Container = Record<string, unknown> | unknown[];

/** A path or an assignment that cannot be followed. Its message says what was given and what is allowed. */
export class ConfigPathError extends Error {
  override readonly name = 'ConfigPathError';
}

/**
 * Parses `layers.0.units=64` into a path and a value. The value is JSON, or the plain text if it is not valid JSON. Throws ConfigPathError
 * if there is no `=` after a path.
 */
export function parseAssignment(text: string): { readonly path: string; readonly value: unknown } {
  const equals = text.indexOf('=');
  if (equals < 1) {
    throw new ConfigPathError(`got ${JSON.stringify(text)}; allowed: PATH=VALUE, as layers.0.units=64`);
  }
  return { path: text.slice(0, equals), value: parseValue(text.slice(equals + 1)) };
}

/** JSON, or the plain text if it is not valid JSON. */
export function parseValue(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** The value at a dotted path, undefined if a field is absent. Throws ConfigPathError if the path cannot be followed. */
export function getConfigPath(config: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key, depth, keys) => {
    const container = asContainer(value, keys, depth);
    return Object.hasOwn(container, key) ? (container as Record<string, unknown>)[key] : undefined;
  }, config);
}

/**
 * A copy of the config with the value at a dotted path replaced or, in objects, added. Whether the field is known is left to the schema.
 * Throws ConfigPathError if the path leads into a value that has no fields or past the end of a list.
 */
export function setConfigPath(config: unknown, path: string, value: unknown): unknown {
  return setAt(config, path.split('.'), 0, value);
}

function setAt(target: unknown, keys: readonly string[], depth: number, value: unknown): unknown {
  if (depth === keys.length) return value;
  const key = keys[depth]!;
  const container = asContainer(target, keys, depth);
  if (Array.isArray(container)) {
    return container.with(Number(key), setAt(container[Number(key)], keys, depth + 1, value));
  }
  const field = Object.hasOwn(container, key) ? container[key] : undefined;
  const inner = field === undefined && depth < keys.length - 1 ? {} : field;
  return { ...container, [key]: setAt(inner, keys, depth + 1, value) };
}

/** The object or list that must contain `keys[depth]`. */
function asContainer(value: unknown, keys: readonly string[], depth: number): Container {
  const key = keys[depth]!;
  const where = keys.slice(0, depth).join('.') || 'the config';
  if (key === '')
    throw new ConfigPathError(`got path ${JSON.stringify(keys.join('.'))}; allowed: names with dots`);
  if (typeof value !== 'object' || value === null) {
    throw new ConfigPathError(`${where} is ${JSON.stringify(value)} and has no field ${JSON.stringify(key)}`);
  }
  if (Array.isArray(value) && !(/^\d+$/.test(key) && Number(key) < value.length)) {
    const allowed = value.length === 0 ? 'none, it is empty' : `0 to ${value.length - 1}`;
    throw new ConfigPathError(`${where} has no entry ${JSON.stringify(key)}; allowed: ${allowed}`);
  }
  return value as Container;
}
