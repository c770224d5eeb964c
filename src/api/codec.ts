/**
 * JSON that keeps what JSON drops: NaN, the infinities and -0 as {"$number": "NaN"}, Float64Arrays as
 * {"$float64": base64 of their little-endian bytes}, and Float32Arrays as {"$float32": ...}. IPC does not need it; HTTP and WebSocket do.
 */
export interface Base64 {
  encode(bytes: Uint8Array): string;
  decode(text: string): Uint8Array;
}

export function createCodec(base64: Base64): {
  encode(value: unknown): string;
  decode(text: string): unknown;
} {
  const replace = (_key: string, value: unknown): unknown => {
    if (typeof value === 'number' && !Number.isFinite(value)) return { $number: String(value) };
    if (Object.is(value, -0)) return { $number: '-0' };
    if (value instanceof Float64Array) return { $float64: base64.encode(bytesOf(value)) };
    if (value instanceof Float32Array) return { $float32: base64.encode(bytesOf(value)) };
    if (value instanceof Uint8Array) return { $bytes: base64.encode(value) };
    return value;
  };
  const revive = (_key: string, value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if ('$number' in value) return Number(value.$number);
    if ('$bytes' in value) return base64.decode(String(value.$bytes));
    if ('$float64' in value) return toNumbers(Float64Array, base64.decode(String(value.$float64)));
    if ('$float32' in value) return toNumbers(Float32Array, base64.decode(String(value.$float32)));
    return value;
  };
  return {
    encode: (value) => JSON.stringify(value, replace),
    decode: (text) => JSON.parse(text, revive) as unknown,
  };
}

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array | Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function toNumbers<Numbers extends Float64Array | Float32Array>(
  Numbers: {
    readonly BYTES_PER_ELEMENT: number;
    new (buffer: ArrayBufferLike, offset: number, length: number): Numbers;
  },
  bytes: Uint8Array,
): Numbers {
  const size = Numbers.BYTES_PER_ELEMENT;
  // A copy where the bytes do not start at a multiple of a number's, as in a pooled buffer.
  const aligned = bytes.byteOffset % size === 0 ? bytes : bytes.slice();
  return new Numbers(aligned.buffer, aligned.byteOffset, aligned.byteLength / size);
}
