/**
 * `next`, with every plain part that equals its counterpart in `before` replaced by that object, at every depth: what was derived from a
 * part need not be derived again just because the whole was read again.
 */
export function keepEqual<Value>(next: Value, before: unknown): Value {
  if (next === before) return next;
  if (!isPlain(next) || !isPlain(before) || Array.isArray(next) !== Array.isArray(before)) return next;
  const keys = Object.keys(next);
  const parts = keys.map((key) => keepEqual(next[key], before[key]));
  const isSame = (part: unknown, at: number): boolean =>
    Object.hasOwn(before, keys[at]!) && Object.is(part, before[keys[at]!]);
  if (keys.length === Object.keys(before).length && parts.every(isSame)) return before as Value;
  if (Array.isArray(next)) return parts as Value;
  return Object.fromEntries(keys.map((key, at) => [key, parts[at]])) as Value;
}

/** A JSON-like object, or an array. */
function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  return Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
}
