import { AppError } from '#api';
import type { CsvCell, Field } from '#experiments';
import type { Connection } from '../connection.ts';
import { fieldSql } from '../field-sql.ts';
import { csvTags } from './csv-text.ts';
import { numberType, type ColumnType, type ExportTable } from './export-table.ts';

/** Runs read at a time. */
const sliceLength = 500;

type Stored = string | number | null;

/** The chosen fields of the chosen runs, both in the given order; durations in seconds. */
export function fieldsTable(db: Connection, ids: readonly string[], fields: readonly Field[]): ExportTable {
  return {
    columns: fields.map((field) => ({ name: field.name, type: typeOf(field) })),
    rows: rowsOf(db, ids, fields),
  };
}

function typeOf({ name, type }: Field): ColumnType {
  if (type === 'duration') return 'number';
  return type === 'number' ? numberType(name) : 'text';
}

function* rowsOf(
  db: Connection,
  ids: readonly string[],
  fields: readonly Field[],
): Generator<readonly CsvCell[]> {
  const select = db
    .prepare<[string], Stored[]>(
      `SELECT ${fields.map(sqlOf).join(', ')} FROM json_each(?) AS chosen CROSS JOIN runs ON runs.public_id = chosen.value
       ORDER BY chosen.key`,
    )
    .raw();
  for (let from = 0; from < ids.length; from += sliceLength) {
    const slice = ids.slice(from, from + sliceLength);
    const rows = select.all(JSON.stringify(slice));
    if (rows.length < slice.length) {
      throw new AppError('conflict', 'a run was deleted during the export; export again without it');
    }
    for (const row of rows) yield row.map((cell, at) => toCell(fields[at]!, cell));
  }
}

function sqlOf(field: Field): string {
  // A table shows all tags, though it sorts only by the first.
  return field.name === 'tag'
    ? `(SELECT json_group_array(tag ORDER BY position) FROM tags WHERE tags.run_id = runs.run_id)`
    : fieldSql(field).one;
}

function toCell({ name, type }: Field, cell: Stored): CsvCell {
  if (name === 'tag') return csvTags(JSON.parse(String(cell)) as string[]) || null;
  if (cell === null || type === 'text' || type === 'time') return cell;
  if (type === 'duration') return Number(cell) / 1000;
  return cell === 'NaN' ? NaN : cell;
}
