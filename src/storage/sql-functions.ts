import type { Connection } from './connection.ts';

/**
 * Adds Unicode versions of functions that SQLite has only for ASCII. The schema uses none of them, so that other tools can read and write
 * the file.
 */
export function addSqlFunctions(db: Connection): void {
  db.function('fold', { deterministic: true }, (text: unknown) =>
    typeof text === 'string' ? fold(text) : text,
  );
}

/** Text in the form in which it is compared: without case, and with accented letters composed. */
export function fold(text: string): string {
  return text.toLowerCase().normalize('NFC');
}

/** The same for a column in SQL; most texts are ASCII, and need no call into JavaScript. */
export function foldSql(column: string): string {
  return `CASE WHEN ${column} GLOB '*[^ -~]*' THEN fold(${column}) ELSE lower(${column}) END`;
}

/**
 * A text whose byte order is natural order: accented letters beside plain ones, numbers by value. Each run of digits is prefixed with its
 * length.
 */
export function naturalKey(text: string): string {
  const plain = fold(text)
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '');
  return plain.replaceAll(/\d+/g, (digits) => {
    const number = digits.replace(/^0+(?=\d)/, '');
    return `0${String.fromCharCode(48 + Math.min(number.length, 60_000))}${number}`;
  });
}
