/**
 * JSON that keeps what JSON drops: NaN, the infinities and -0 as {"$number": "NaN"}, Float64Arrays as {"$float64": base64 of their
 * little-endian bytes}, and Float32Arrays as {"$float32": ...}. A Float64Array of integers in equal steps, such as the epochs of most
 * curves, is {"$range": [first, step, length]}. IPC does not need it; HTTP and WebSocket do.
 */
export interface Base64 {
  encode(bytes: Uint8Array): string;
  decode(text: string): Uint8Array;
}

/**
 * Ranges are only for answers: with `trusting` false they are left undecoded, because a few bytes of one can demand any amount of memory.
 */
export function createCodec(
  base64: Base64,
  trusting = true,
): {
  encode(value: unknown): string;
  decode(text: string): unknown;
} {
  const replace = (_key: string, value: unknown): unknown => {
    if (typeof value === 'number' && !Number.isFinite(value)) return { $number: String(value) };
    if (Object.is(value, -0)) return { $number: '-0' };
    if (value instanceof Float64Array) {
      return isRange(value)
        ? { $range: [value[0], value[1]! - value[0]!, value.length] }
        : { $float64: base64.encode(bytesOf(value)) };
    }
    if (value instanceof Float32Array) return { $float32: base64.encode(bytesOf(value)) };
    if (value instanceof Uint8Array) return { $bytes: base64.encode(value) };
    return value;
  };
  const revive = (value: object): unknown => {
    if ('$number' in value) return Number(value.$number);
    if ('$bytes' in value) return base64.decode(String(value.$bytes));
    if ('$float64' in value) return toNumbers(Float64Array, base64.decode(String(value.$float64)));
    if ('$range' in value && trusting) return toRange(value.$range as [number, number, number]);
    if ('$float32' in value) return toNumbers(Float32Array, base64.decode(String(value.$float32)));
    return value;
  };
  return {
    encode: (value) => JSON.stringify(value, replace),
    decode(text) {
      const value: unknown = JSON.parse(text);
      return text.includes('"$') ? reviveAll(value, revive) : value;
    },
  };
}

/** Like JSON.parse with a reviver, in a third of the time and at any depth. Changes `root` in place. */
function reviveAll(root: unknown, revive: (value: object) => unknown): unknown {
  const top = [root];
  const waiting: (unknown[] | Record<string, unknown>)[] = [top];
  for (let holder = waiting.pop(); holder !== undefined; holder = waiting.pop()) {
    const fields = holder as Record<string | number, unknown>;
    for (const key of Array.isArray(holder) ? holder.keys() : Object.keys(holder)) {
      const value = fields[key];
      if (typeof value !== 'object' || value === null) continue;
      const revived = revive(value);
      if (revived === value) waiting.push(value as Record<string, unknown>);
      else fields[key] = revived;
    }
  }
  return top[0];
}

/** Whether an array consists of integers from 0 or more, ascending in equal steps, and is longer than its description. */
function isRange(array: Float64Array): boolean {
  const first = array[0]!;
  const step = array[1]! - first;
  const last = first + step * (array.length - 1);
  const counts = array.length > 3 && Number.isSafeInteger(first) && Number.isSafeInteger(last) && step > 0;
  if (!counts || first < 0 || Object.is(first, -0)) return false;
  for (let at = 1; at < array.length; at++) if (array[at] !== first + step * at) return false;
  return true;
}

function toRange([first, step, length]: readonly [number, number, number]): Float64Array {
  const array = new Float64Array(length);
  for (let at = 0; at < length; at++) array[at] = first + step * at;
  return array;
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
  // A copy if the bytes are not aligned for the number type, as in a pooled buffer.
  const aligned = bytes.byteOffset % size === 0 ? bytes : bytes.slice();
  return new Numbers(aligned.buffer, aligned.byteOffset, aligned.byteLength / size);
}
