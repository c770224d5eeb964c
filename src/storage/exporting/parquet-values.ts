import type { CsvCell } from '#experiments';
import type { ColumnType } from './export-table.ts';
import { varint } from './thrift.ts';

/** Which rows have a value, a bit each: definition levels of a column that may have nulls, as one bit-packed run behind its length. */
export function encodeLevels(isThere: readonly boolean[]): Buffer {
  const bits = packBits(isThere);
  const head = varint(2 * bits.length + 1);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length + bits.length);
  return Buffer.concat([length, head, bits]);
}

/** Cells of a type, in the encoding PLAIN. */
export function encodeValues(type: ColumnType, cells: readonly NonNullable<CsvCell>[]): Buffer {
  switch (type) {
    case 'boolean':
      return packBits(cells.map(Boolean));
    case 'integer':
      return eightBytesEach(cells, (view, at, value) => view.setBigInt64(at, BigInt(value), true));
    case 'number':
      return eightBytesEach(cells, (view, at, value) => view.setFloat64(at, value, true));
    case 'text':
      return Buffer.concat(cells.flatMap((cell) => withLength(Buffer.from(String(cell)))));
  }
}

/** Eight a byte, the first in the lowest bit. */
function packBits(flags: readonly boolean[]): Buffer {
  const bytes = Buffer.alloc(Math.ceil(flags.length / 8));
  flags.forEach((flag, at) => {
    if (flag) bytes[at >> 3]! |= 1 << (at & 7);
  });
  return bytes;
}

function eightBytesEach(
  cells: readonly unknown[],
  set: (view: DataView, at: number, value: number) => void,
): Buffer {
  const bytes = new ArrayBuffer(8 * cells.length);
  const view = new DataView(bytes);
  cells.forEach((cell, at) => set(view, 8 * at, Number(cell)));
  return Buffer.from(bytes);
}

function withLength(bytes: Buffer): Buffer[] {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return [length, bytes];
}
