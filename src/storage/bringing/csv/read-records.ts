import { AppError } from '#api';
import { createCsvReader } from '#experiments';
import type { Connection } from '../../connection.ts';
import { withTableErrors } from '../../table-errors.ts';
import { readPieces, type Reading } from '../read-pieces.ts';
import type { StagedFile } from '../staging.ts';

/** A line of one of our tables, with its cells by column name. */
export interface CsvRecord {
  /** Line number in the file, from 1. */
  readonly line: number;
  /** Empty if the file lacks the column. */
  text(column: string): string;
}

const format = { delimiter: ',', decimal: '.', thousands: null, comment: null } as const;
const byteOrderMark = '\ufeff';

/** More columns than any table has, ours or another program's. */
const maxColumns = 20_000;

/**
 * Reads comma-separated values line by line, each piece in one transaction. `onColumns` first receives the column names. Throws
 * invalidInput naming the file and the line.
 */
export async function readRecords(
  { name, file }: Pick<StagedFile, 'name' | 'file'>,
  db: Connection,
  reading: Reading,
  onColumns: (columns: readonly string[]) => (record: CsvRecord) => void,
): Promise<void> {
  let columns: Map<string, number> | null = null;
  let onRecord: ((record: CsvRecord) => void) | null = null;
  const refuse = (line: number, reason: string): never => {
    throw new AppError('invalidInput', `${name}, line ${line}: ${reason}; nothing was imported`);
  };
  const reader = createCsvReader(format, (row) => {
    if (row.problem !== null) refuse(row.line, row.problem);
    if (columns === null || onRecord === null) {
      if (row.cells > maxColumns) refuse(row.line, `more than ${maxColumns} columns`);
      const names = Array.from({ length: row.cells }, (_, cell) => row.text(cell));
      names[0] = names[0]!.replace(byteOrderMark, '');
      if (new Set(names).size < names.length) refuse(row.line, 'two columns have the same name');
      columns = new Map(names.map((column, cell) => [column, cell]));
      onRecord = onColumns(names);
      return;
    }
    if (row.cells !== columns.size) {
      refuse(row.line, `${row.cells} cells where the header has ${columns.size}`);
    }
    const known = columns;
    try {
      onRecord({
        line: row.line,
        text: (column) => {
          const cell = known.get(column);
          return cell === undefined ? '' : row.text(cell);
        },
      });
    } catch (thrown) {
      if (thrown instanceof AppError && thrown.code === 'notReadable') refuse(row.line, thrown.message);
      throw thrown;
    }
  });
  const inOne = db.transaction((read: () => void) => withTableErrors(read));
  for await (const piece of readPieces(file, reading)) inOne(() => reader.push(piece));
  inOne(() => reader.end());
  if (columns === null) refuse(1, 'there is no line');
}
