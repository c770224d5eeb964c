import type { SampleSet } from '#engine';
import { TableError } from './table-error.ts';
import { decodeUtf8, encodeUtf8 } from './utf8.ts';

/** Samples with the names that their file gave them. */
export interface LabelledTable {
  /** Names of the features, in order. */
  readonly features: readonly string[];
  /** Name of the column of classes. */
  readonly label: string;
  /** What the classes are called; class i is labels[i]. */
  readonly labels: readonly string[];
  readonly samples: SampleSet;
}

const version = 1;
/** Numbers in one chunk, about. */
const chunkNumbers = 128 * 1024;

/**
 * A table as bytes, in chunks of about 1 MiB: version and length of the header as little-endian uint32, the header (JSON of
 * rows and names), then [rows, features] float64, then [rows] int32 classes, both little-endian. The same table always has
 * the same bytes: their SHA-256 is its digest.
 */
export function* encodeTable({ features, label, labels, samples }: LabelledTable): Generator<Uint8Array> {
  const header = encodeUtf8(JSON.stringify({ rows: samples.samples, features, label, labels }));
  yield bytesOf(Uint32Array.of(version, header.length));
  yield header;
  const { inputs, targets } = samples;
  for (let from = 0; from < inputs.length; from += chunkNumbers) {
    yield bytesOf(inputs.subarray(from, from + chunkNumbers));
  }
  yield bytesOf(targets);
}

/** Undoes `encodeTable`, however the bytes are cut into chunks. Throws TableError when they are no table. */
export function decodeTable(chunks: Iterable<Uint8Array>): LabelledTable {
  const bytes = createByteSource(chunks);
  const prefix = new Uint32Array(2);
  bytes.fill(prefix);
  if (prefix[0] !== version) {
    throw new TableError(
      `the stored table has version ${prefix[0]}; allowed: ${version}, what this program writes`,
    );
  }
  const header = new Uint8Array(prefix[1]!);
  bytes.fill(header);
  const { rows, features, label, labels } = JSON.parse(decodeUtf8(header, 0, header.length)) as Header;
  const inputs = new Float64Array(rows * features.length);
  bytes.fill(inputs);
  const targets = new Int32Array(rows);
  bytes.fill(targets);
  bytes.end();
  const samples = { samples: rows, features: features.length, classes: labels.length, inputs, targets };
  return { features, label, labels, samples };
}

interface Header extends Omit<LabelledTable, 'samples'> {
  readonly rows: number;
}

/** Hands out the bytes of chunks in any portions. */
function createByteSource(chunks: Iterable<Uint8Array>) {
  const iterator = chunks[Symbol.iterator]();
  let chunk: Uint8Array = new Uint8Array();

  /** False when there are no more bytes. */
  function refill(): boolean {
    while (chunk.length === 0) {
      const next = iterator.next();
      if (next.done === true) return false;
      chunk = next.value;
    }
    return true;
  }

  return {
    /** Mutates `target`. */
    fill(target: ArrayBufferView): void {
      const wanted = bytesOf(target);
      for (let filled = 0; filled < wanted.length;) {
        if (!refill()) throw new TableError('the stored table is damaged: it is too short');
        const part = chunk.subarray(0, wanted.length - filled);
        wanted.set(part, filled);
        filled += part.length;
        chunk = chunk.subarray(part.length);
      }
    },
    end(): void {
      if (refill()) throw new TableError('the stored table is damaged: it is too long');
    },
  };
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
