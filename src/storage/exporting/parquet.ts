import { AppError } from '#api';
import type { CsvCell } from '#experiments';
import type { ColumnType, ExportColumn, ExportTable } from './export-table.ts';
import { encodeLevels, encodeValues } from './parquet-values.ts';
import { i32, i64, list, struct, text, type ThriftValue } from './thrift.ts';

// Apache Parquet, format version 1: plain values, not compressed, one page a column and row group. Every column may have nulls.
// Source: parquet-format 2.11, src/main/thrift/parquet.thrift; numbers below are its enums and field ids.

const magic = Buffer.from('PAR1');
const physicalTypes: Readonly<Record<ColumnType, number>> = { boolean: 0, integer: 2, number: 5, text: 6 };
const optional = 1;
const utf8 = 0;
const plain = 0;
const runLengths = 3;
const uncompressed = 0;

/** Cells of a row group: what is in memory at a time. */
const cellsAtATime = 500_000;

/** A Parquet file, made a row group at a time. Throws notReadable for a cell that is not of its column's type. */
export function* parquetChunks({ columns, rows }: ExportTable): Generator<Uint8Array, undefined> {
  yield magic;
  let offset = magic.length;
  const groups: ThriftValue[] = [];
  let total = 0;
  for (const group of inGroups(rows, Math.max(1, Math.floor(cellsAtATime / columns.length)))) {
    const chunks: ThriftValue[] = [];
    const start = offset;
    for (const [at, column] of columns.entries()) {
      const page = encodePage(column, group, at);
      chunks.push(describeChunk(column, { offset, size: page.length, values: group.length }));
      offset += page.length;
      yield page;
    }
    total += group.length;
    groups.push(struct({ 1: list(chunks), 2: i64(offset - start), 3: i64(group.length) }));
  }
  const footer = describeFile(columns, groups, total);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(footer.length);
  yield Buffer.concat([footer, length, magic]);
  return undefined;
}

type Rows = readonly (readonly CsvCell[])[];

function* inGroups(rows: ExportTable['rows'], size: number): Generator<Rows> {
  let group: (readonly CsvCell[])[] = [];
  for (const row of rows) {
    group.push(row);
    if (group.length < size) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

function encodePage({ name, type }: ExportColumn, rows: Rows, at: number): Buffer {
  const isThere = rows.map((row) => row[at] !== null && row[at] !== undefined);
  const cells = rows.map((row) => row[at]).filter((cell) => cell !== null && cell !== undefined);
  const wrong = cells.find((cell) => !isOf(type, cell));
  if (wrong !== undefined) {
    throw new AppError(
      'notReadable',
      `column ${name} has ${JSON.stringify(wrong)}, which is no ${type}; export CSV or JSON instead`,
    );
  }
  const body = Buffer.concat([encodeLevels(isThere), encodeValues(type, cells)]);
  const header = struct({
    1: i32(0), // a data page
    2: i32(body.length),
    3: i32(body.length),
    5: struct({ 1: i32(rows.length), 2: i32(plain), 3: i32(runLengths), 4: i32(runLengths) }),
  });
  return Buffer.concat([header.bytes, body]);
}

function isOf(type: ColumnType, cell: NonNullable<CsvCell>): boolean {
  if (type === 'integer') return Number.isSafeInteger(cell);
  return type === 'text' || typeof cell === type;
}

function describeChunk(
  { name, type }: ExportColumn,
  { offset, size, values }: { offset: number; size: number; values: number },
): ThriftValue {
  const metadata = struct({
    1: i32(physicalTypes[type]),
    2: list([i32(plain), i32(runLengths)]),
    3: list([text(name)]),
    4: i32(uncompressed),
    5: i64(values),
    6: i64(size),
    7: i64(size),
    9: i64(offset),
  });
  return struct({ 2: i64(offset), 3: metadata });
}

function describeFile(
  columns: readonly ExportColumn[],
  groups: readonly ThriftValue[],
  rows: number,
): Buffer {
  const leaves = columns.map(({ name, type }) =>
    struct({
      1: i32(physicalTypes[type]),
      3: i32(optional),
      4: text(name),
      ...(type === 'text' && { 6: i32(utf8), 10: struct({ 1: struct({}) }) }),
    }),
  );
  const root = struct({ 4: text('schema'), 5: i32(columns.length) });
  const noGroups = { type: 9, bytes: Buffer.of(12) };
  return struct({
    1: i32(1),
    2: list([root, ...leaves]),
    3: i64(rows),
    4: groups.length === 0 ? noGroups : list(groups),
    6: text('Lambdascope'),
  }).bytes;
}
