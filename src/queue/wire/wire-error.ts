import type { z } from 'zod';

/** Data from the queue that this version would not write. The message says what is wrong with it. */
export class WireError extends Error {
  override readonly name = 'WireError';
}

/** Parses received JSON. Throws WireError, naming `what`. */
export function parseJson(what: string, text: string, maxBytes: number): unknown {
  if (text.length > maxBytes) throw new WireError(`${what} has ${text.length} bytes; allowed: ${maxBytes}`);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new WireError(`${what} is not valid JSON`);
  }
}

/** Parses by a schema. Throws WireError, naming `what` and the first field that is wrong. */
export function parseBy<Schema extends z.ZodType>(
  what: string,
  schema: Schema,
  value: unknown,
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue!.path.map(String).join('.');
  throw new WireError(`${what} is not as expected${path && ` at ${path}`}: ${issue!.message}`);
}
