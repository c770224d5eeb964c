import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { AppError } from '#api';
import type { CsvCell } from '#experiments';
import type { ColumnType, ExportColumn, ExportTable } from './export-table.ts';

type SchemaElement = ConstructorParameters<typeof ParquetWriter>[0]['schema'][number];

const types: Readonly<Record<ColumnType, Pick<SchemaElement, 'type' | 'converted_type' | 'logical_type'>>> = {
  boolean: { type: 'BOOLEAN' },
  integer: { type: 'INT64' },
  number: { type: 'DOUBLE' },
  text: { type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } },
};

/** Cells per row group, which is what is in memory at a time. */
const cellsAtATime = 500_000;

/** A Parquet file, made one row group at a time. Throws notReadable for a cell that does not match its column's type. */
export function* parquetChunks({ columns, rows }: ExportTable): Generator<Uint8Array, undefined> {
  const bytes = new ByteWriter();
  const leaves = columns.map(({ name, type }): SchemaElement => {
    return { name, repetition_type: 'OPTIONAL', ...types[type] };
  });
  const schema = [{ name: 'schema', num_children: leaves.length }, ...leaves];
  const writer = new ParquetWriter({ writer: bytes, schema, statistics: false, createdBy: 'Lambdascope' });
  for (const group of inGroups(rows, Math.max(1, Math.floor(cellsAtATime / columns.length)))) {
    const columnData = columns.map((column, at) => ({
      name: column.name,
      data: group.map((row) => valueOf(column, row[at] ?? null)),
      offsetIndex: false,
      // A dictionary of numbers would confuse -0 with 0.
      ...(column.type === 'number' && { encoding: 'PLAIN' as const }),
    }));
    atOnce(writer.write({ columnData, rowGroupSize: group.length }));
    yield take(bytes);
  }
  atOnce(writer.finish());
  yield take(bytes);
  return undefined;
}

/** The writer returns a promise only if flushing its bytes does. */
function atOnce(outcome: void | Promise<void>): void {
  if (outcome !== undefined) throw new Error('the Parquet writer did not write at once');
}

/** What was written since the last call; the writer need not keep it. */
function take(bytes: ByteWriter): Uint8Array {
  const taken = bytes.getBytes().slice();
  bytes.index = 0;
  return taken;
}

function* inGroups(rows: ExportTable['rows'], size: number): Generator<(readonly CsvCell[])[]> {
  let group: (readonly CsvCell[])[] = [];
  for (const row of rows) {
    group.push(row);
    if (group.length < size) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

function valueOf({ name, type }: ExportColumn, cell: CsvCell): unknown {
  if (cell === null || cell === undefined) return null;
  if (type === 'text') return String(cell);
  if (type === 'integer' && Number.isSafeInteger(cell)) return BigInt(cell);
  if (typeof cell === type) return cell;
  throw new AppError(
    'notReadable',
    `column ${name} has ${JSON.stringify(cell)}, which is no ${type}; export CSV or JSON instead`,
  );
}
