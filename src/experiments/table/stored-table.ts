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
  const decoder = createTableDecoder();
  for (const chunk of chunks) decoder.push(chunk);
  return decoder.finish();
}

/** The same chunk by chunk, of which none is kept: a table is not held twice. Throws TableError. */
export function createTableDecoder() {
  const prefix = new Uint32Array(2);
  let header: Uint8Array | null = null;
  let table: LabelledTable | null = null;
  /** What the next bytes are of. */
  let target = bytesOf(prefix);
  let filled = 0;

  /** What follows the part that is full; null behind the last one. */
  function nextPart(): Uint8Array | null {
    if (header === null) {
      if (prefix[0] !== version) {
        throw new TableError(
          `the stored table has version ${prefix[0]}; allowed: ${version}, what this program writes`,
        );
      }
      return (header = new Uint8Array(prefix[1]!));
    }
    if (table === null) return bytesOf((table = emptyTable(header)).samples.inputs);
    return target.buffer === table.samples.inputs.buffer ? bytesOf(table.samples.targets) : null;
  }

  return {
    push(chunk: Uint8Array): void {
      for (let rest = chunk; rest.length > 0;) {
        while (filled === target.length) {
          const next = nextPart();
          if (next === null) throw new TableError('the stored table is damaged: it is too long');
          [target, filled] = [next, 0];
        }
        const part = rest.subarray(0, target.length - filled);
        target.set(part, filled);
        filled += part.length;
        rest = rest.subarray(part.length);
      }
    },
    finish(): LabelledTable {
      if (filled === target.length && target.buffer === table?.samples.targets.buffer) return table;
      throw new TableError('the stored table is damaged: it is too short');
    },
  };
}

function emptyTable(header: Uint8Array): LabelledTable {
  const { rows, features, label, labels } = JSON.parse(decodeUtf8(header, 0, header.length)) as Header;
  const inputs = new Float64Array(rows * features.length);
  const targets = new Int32Array(rows);
  const samples = { samples: rows, features: features.length, classes: labels.length, inputs, targets };
  return { features, label, labels, samples };
}

interface Header extends Omit<LabelledTable, 'samples'> {
  readonly rows: number;
}

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
