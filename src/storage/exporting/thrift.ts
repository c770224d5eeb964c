// The little of Thrift's compact protocol that a Parquet file's metadata takes. Numbers in it are never negative.
// Source: thrift/doc/specs/thrift-compact-protocol.md of Apache Thrift.

/** A value with the type that announces it. */
export interface ThriftValue {
  readonly type: number;
  readonly bytes: Buffer;
}

const types = { i32: 5, i64: 6, binary: 8, list: 9, struct: 12 } as const;

/** Seven bits a byte, the lowest first; `value` is a safe integer, not negative. */
export function varint(value: number): Buffer {
  const bytes: number[] = [];
  for (; value >= 128; value = Math.floor(value / 128)) bytes.push((value % 128) + 128);
  bytes.push(value);
  return Buffer.from(bytes);
}

// Signed numbers are stored as 2n, or -2n - 1.
export const i32 = (value: number): ThriftValue => ({ type: types.i32, bytes: varint(2 * value) });
export const i64 = (value: number): ThriftValue => ({ type: types.i64, bytes: varint(2 * value) });

export function text(value: string): ThriftValue {
  const bytes = Buffer.from(value);
  return { type: types.binary, bytes: Buffer.concat([varint(bytes.length), bytes]) };
}

/** A list of values of one type, one at least. */
export function list(items: readonly ThriftValue[]): ThriftValue {
  const { type } = items[0]!;
  const head =
    items.length < 15
      ? Buffer.of(items.length * 16 + type)
      : Buffer.concat([Buffer.of(0xf0 + type), varint(items.length)]);
  return { type: types.list, bytes: Buffer.concat([head, ...items.map(({ bytes }) => bytes)]) };
}

/** Fields by their number, ascending, no two more than 15 apart. */
export function struct(fields: Readonly<Record<number, ThriftValue>>): ThriftValue {
  const parts: Buffer[] = [];
  let before = 0;
  for (const [number, { type, bytes }] of Object.entries(fields)) {
    parts.push(Buffer.of((Number(number) - before) * 16 + type), bytes);
    before = Number(number);
  }
  return { type: types.struct, bytes: Buffer.concat([...parts, Buffer.of(0)]) };
}
