import type { Connection } from './connection.ts';

/** Gives SQL what it has of ASCII alone. The schema uses none of it, so that other tools can read and write the file. */
export function addSqlFunctions(db: Connection): void {
  db.function('fold', { deterministic: true }, (text: unknown) =>
    typeof text === 'string' ? fold(text) : text,
  );
}

/** Letters as they are compared: without case, and an accented one the same however it is composed. */
export function fold(text: string): string {
  return text.toLowerCase().normalize('NFC');
}

/** The same of a column in SQL; most texts are ASCII, and need no JavaScript. */
export function foldSql(column: string): string {
  return `CASE WHEN ${column} GLOB '*[^ -~]*' THEN fold(${column}) ELSE lower(${column}) END`;
}

/**
 * A text that SQLite sorts as people do: accented letters beside their plain ones, numbers by their size. A run of digits is
 * led by how many there are.
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
