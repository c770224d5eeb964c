/**
 * Why a value is not JSON of limited size; null if it is. Iterative, so that no depth overflows the stack; a string counts as one value
 * per thousand characters.
 */
export function jsonMistake(
  root: unknown,
  most: { readonly depth: number; readonly values: number },
): string | null {
  const waiting = [{ value: root, depth: 0 }];
  let values = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, depth } = next;
    values += typeof value === 'string' ? Math.ceil(value.length / 1000) || 1 : 1;
    if (depth > most.depth)
      return `got more than ${most.depth} levels of lists and objects; allowed: at most ${most.depth}`;
    if (values > most.values) {
      const allowed = most.values.toLocaleString('en');
      return `got more than ${allowed} values; allowed: at most ${allowed}`;
    }
    if (Array.isArray(value)) for (const entry of value) waiting.push({ value: entry, depth: depth + 1 });
    else if (isPlainObject(value))
      for (const field of Object.values(value)) waiting.push({ value: field, depth: depth + 1 });
    else if (!isJsonScalar(value))
      return `got ${value === undefined ? 'nothing' : `a ${typeof value}`} that JSON cannot represent; allowed: JSON`;
  }
  return null;
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function isJsonScalar(value: unknown): boolean {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}
