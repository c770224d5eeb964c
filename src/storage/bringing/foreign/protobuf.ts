/** One field of a message in protobuf's wire format. Reading ends at a group, which nobody writes any more. */
export interface Field {
  readonly number: number;
  /** Of a varint or a fixed-size field: its raw bits. */
  readonly value: bigint;
  /** Of a length-delimited field; empty for others. */
  readonly bytes: Uint8Array;
}

const nothing = new Uint8Array(0);

/** The fields of a message, in order. Ends early where the bytes are no message: the caller has verified their checksum. */
export function* fieldsOf(bytes: Uint8Array): Generator<Field> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;

  function varint(): bigint {
    let value = 0n;
    for (let shift = 0n; at < bytes.length && shift < 70n; shift += 7n) {
      const byte = bytes[at++]!;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    return value;
  }

  while (at < bytes.length) {
    const key = Number(varint() & 0xffffffffn);
    const number = key >>> 3;
    switch (key & 7) {
      case 0:
        yield { number, value: varint(), bytes: nothing };
        break;
      case 1:
        if (at + 8 > bytes.length) return;
        yield { number, value: view.getBigUint64(at, true), bytes: nothing };
        at += 8;
        break;
      case 2: {
        const length = Number(varint());
        if (at + length > bytes.length) return;
        yield { number, value: 0n, bytes: bytes.subarray(at, at + length) };
        at += length;
        break;
      }
      case 5:
        if (at + 4 > bytes.length) return;
        yield { number, value: BigInt(view.getUint32(at, true)), bytes: nothing };
        at += 4;
        break;
      default:
        return;
    }
  }
}

const scratch = new DataView(new ArrayBuffer(8));

/** The float32 whose bits a fixed-size field holds. */
export function floatOf(value: bigint): number {
  scratch.setUint32(0, Number(value & 0xffffffffn));
  return scratch.getFloat32(0);
}

/** The float64 whose bits a fixed-size field holds. */
export function doubleOf(value: bigint): number {
  scratch.setBigUint64(0, value);
  return scratch.getFloat64(0);
}
