import { AppError, type RunStatus, runStatuses } from '#api';

// Stored values may have been written by another version, by hand, or by a failing disk: they are checked where they are read.

/** Longest part of a stored value quoted in a message, in characters. */
const quotedLength = 80;
/** No version has written JSON nested deeper than this, and it could not be sent to a client. */
const deepestJson = 64;

/** An error that says what a column holds, and what is allowed there. */
export function unreadable(column: string, value: unknown, allowed: string): AppError {
  return new AppError('notReadable', `${column} holds ${quoteStored(value)}; allowed: ${allowed}`);
}

/** A stored value for use in a message: shortened, and without characters that a terminal or a page would act on. */
export function quoteStored(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (value instanceof Uint8Array) return `${value.byteLength} bytes`;
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const shown = text.length > quotedLength ? `${text.slice(0, quotedLength)}…` : text;
  return JSON.stringify(shown).replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`;
}

/** Reads a JSON column. Throws notReadable. */
export function readJson(column: string, text: unknown): unknown {
  if (typeof text !== 'string') throw unreadable(column, text, 'JSON');
  let value: unknown;
  try {
    value = JSON.parse(text) as unknown;
  } catch {
    throw unreadable(column, text, 'JSON');
  }
  if (isDeeper(value, deepestJson)) throw unreadable(column, text, `JSON of at most ${deepestJson} levels`);
  return value;
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

/** Reads a whole number from 0 to `most`. Throws notReadable. */
export function readCount(column: string, value: unknown, most = Number.MAX_SAFE_INTEGER): number {
  if (Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= most)
    return value as number;
  throw unreadable(column, value, `a whole number from 0 to ${most}`);
}

/** Reads an ISO 8601 time. Throws notReadable. */
export function readTime(column: string, value: unknown): string {
  if (typeof value === 'string' && !Number.isNaN(Date.parse(value))) return value;
  throw unreadable(column, value, 'a time as ISO 8601');
}

/** Reads a time, or null for what has not happened. Throws notReadable. */
export function readTimeOrNull(column: string, value: unknown): string | null {
  return value === null ? null : readTime(column, value);
}

export function isStatus(value: unknown): value is RunStatus {
  return runStatuses.some((status) => status === value);
}

/** Reads the status of a run. Throws notReadable. */
export function readStatus(value: unknown): RunStatus {
  if (isStatus(value)) return value;
  throw unreadable('status', value, runStatuses.join(', '));
}
