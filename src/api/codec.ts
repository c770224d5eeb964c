/**
 * JSON that keeps what JSON drops: NaN, the infinities and -0 as {"$number": "NaN"}, and Float64Arrays as
 * {"$float64": base64 of their little-endian bytes}. IPC does not need it; HTTP and WebSocket do.
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
    if (value instanceof Float64Array) {
      return { $float64: base64.encode(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)) };
    }
    return value;
  };
  const revive = (_key: string, value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if ('$number' in value) return Number(value.$number);
    if ('$float64' in value) return toFloat64Array(base64.decode(String(value.$float64)));
    return value;
  };
  return {
    encode: (value) => JSON.stringify(value, replace),
    decode: (text) => JSON.parse(text, revive) as unknown,
  };
}

function toFloat64Array(bytes: Uint8Array): Float64Array {
  // A copy where the bytes do not start at a multiple of eight, as in a pooled buffer.
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
  return new Float64Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 8);
}
