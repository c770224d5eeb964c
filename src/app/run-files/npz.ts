// The build for Node declares a `require` of its own, which clashes with the bundle's.
import { Zip, ZipPassThrough } from 'fflate/browser';

/** An array in a .npz file. */
export interface NamedArray {
  readonly name: string;
  /** Row-major. */
  readonly shape: readonly number[];
  readonly values: Float64Array | Float32Array;
}

const chunkBytes = 1024 ** 2;
/** Makes the bytes reproducible; it is the earliest time that ZIP can store. */
const writtenAt = '1980-01-01T00:00:00';

/**
 * A .npz file as `numpy.load` reads it: an uncompressed ZIP of .npy files, generated a megabyte at a time.
 * Source: numpy.lib.format, version 1.0.
 */
export function* npzChunks(arrays: readonly NamedArray[]): Generator<Uint8Array> {
  let made: Uint8Array[] = [];
  let failure: Error | null = null;
  const zip = new Zip((error, bytes) => {
    if (error) failure = error;
    else made.push(bytes);
  });
  function* taken(): Generator<Uint8Array> {
    if (failure) throw failure;
    const ready = made;
    made = [];
    yield* ready;
  }
  for (const { name, shape, values } of arrays) {
    const file = new ZipPassThrough(`${name}.npy`);
    file.mtime = writtenAt;
    zip.add(file);
    file.push(npyHeader(values, shape));
    const bytes = bytesOf(values);
    for (let from = 0; from < bytes.length; from += chunkBytes) {
      file.push(bytes.subarray(from, from + chunkBytes));
      yield* taken();
    }
    file.push(new Uint8Array(0), true);
  }
  zip.end();
  yield* taken();
}

/** Padded so that the numbers begin at a multiple of 64 bytes. */
function npyHeader(values: NamedArray['values'], shape: readonly number[]): Uint8Array {
  const type = values instanceof Float64Array ? '<f8' : '<f4';
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const text = `{'descr': '${type}', 'fortran_order': False, 'shape': (${sizes}), }`;
  const before = 10;
  const length = Math.ceil((before + text.length + 1) / 64) * 64 - before;
  const header = Buffer.alloc(before + length, ' ');
  header.set([0x93, ...Buffer.from('NUMPY'), 1, 0]);
  header.writeUInt16LE(length, 8);
  header.write(text, before);
  header[header.length - 1] = 0x0a;
  return header;
}

/** In memory order: the app runs only on little-endian machines. */
function bytesOf({ buffer, byteOffset, byteLength }: NamedArray['values']): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
