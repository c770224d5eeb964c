import { toRaw } from 'vue';

/**
 * A copy of `value` without Vue proxies, for structured clone and JSON. Plain objects and arrays are copied; typed arrays and primitives
 * are passed through.
 */
export function toPlain(value: unknown): unknown {
  const raw = toRaw(value);
  if (Array.isArray(raw)) return raw.map(toPlain);
  if (typeof raw !== 'object' || raw === null || ArrayBuffer.isView(raw)) return raw;
  return Object.fromEntries(Object.entries(raw).map(([key, entry]) => [key, toPlain(entry)]));
}
