import { doubleOf, fieldsOf, floatOf } from './protobuf.ts';

/** A named number in an event. */
export interface Scalar {
  readonly tag: string;
  readonly value: number;
}

export interface ScalarEvent {
  /** Seconds since 1970. */
  readonly wallTime: number;
  readonly step: number;
  readonly scalars: readonly Scalar[];
}

// Field numbers in TensorFlow's event.proto, summary.proto and tensor.proto.
const event = { wallTime: 1, step: 2, summary: 5 };
const summary = { value: 1 };
const summaryValue = { tag: 1, simpleValue: 2, tensor: 8 };
const tensor = { dtype: 1, content: 4, floats: 5, doubles: 6 };
const dtypes = { float: 1, double: 2 };

/** Reads an event; summary values that are not a single number are left out. */
export function readEvent(record: Uint8Array): ScalarEvent {
  let [wallTime, step] = [0, 0];
  const scalars: Scalar[] = [];
  for (const { number, value, bytes } of fieldsOf(record)) {
    if (number === event.wallTime) wallTime = doubleOf(value);
    else if (number === event.step) step = Number(BigInt.asIntN(64, value));
    else if (number === event.summary) {
      for (const field of fieldsOf(bytes)) {
        const scalar = field.number === summary.value ? readScalar(field.bytes) : null;
        if (scalar !== null) scalars.push(scalar);
      }
    }
  }
  return { wallTime, step, scalars };
}

function readScalar(bytes: Uint8Array): Scalar | null {
  let tag = '';
  let number: number | null = null;
  for (const field of fieldsOf(bytes)) {
    if (field.number === summaryValue.tag) tag = new TextDecoder().decode(field.bytes);
    else if (field.number === summaryValue.simpleValue) number = floatOf(field.value);
    else if (field.number === summaryValue.tensor) number = readTensor(field.bytes);
  }
  return number === null || tag === '' ? null : { tag, value: number };
}

/** The number in a tensor with exactly one element; null for other tensors. */
function readTensor(bytes: Uint8Array): number | null {
  let dtype = 0;
  const found: number[] = [];
  for (const { number, value, bytes: inner } of fieldsOf(bytes)) {
    if (number === tensor.dtype) dtype = Number(value);
    else if (number === tensor.content) found.push(...numbersIn(inner, dtype));
    else if (number === tensor.floats) {
      if (inner.length === 0) found.push(floatOf(value));
      else found.push(...numbersIn(inner, dtypes.float));
    } else if (number === tensor.doubles) {
      if (inner.length === 0) found.push(doubleOf(value));
      else found.push(...numbersIn(inner, dtypes.double));
    }
    if (found.length > 1) return null;
  }
  return found[0] ?? null;
}

/** At most two numbers: more than one is no scalar. */
function numbersIn(bytes: Uint8Array, dtype: number): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = dtype === dtypes.double ? 8 : dtype === dtypes.float ? 4 : 0;
  if (size === 0) return [];
  const count = Math.min(2, Math.floor(bytes.length / size));
  return Array.from({ length: count }, (_, at) =>
    size === 8 ? view.getFloat64(8 * at, true) : view.getFloat32(4 * at, true),
  );
}
