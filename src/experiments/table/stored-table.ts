import { featureNames, type TableColumn, type TableSamples } from '#engine';
import { TableError } from './table-error.ts';
import { decodeUtf8, encodeUtf8 } from './utf8.ts';

/** Samples with the names from their file. */
export interface LabelledTable {
  /** Names of the features as a network gets them, in order: `sex=female` for a text column. */
  readonly features: readonly string[];
  /** Name of the column of classes. */
  readonly label: string;
  /** Names of the classes; class i is labels[i]. */
  readonly labels: readonly string[];
  readonly samples: TableSamples;
}

/** The version for tables of numbers only, and for others; tables of the first kind keep their original bytes, and so their digests. */
const versions = [1, 2] as const;
/** Approximate number of numbers in one chunk. */
const chunkNumbers = 128 * 1024;

/**
 * A table as bytes, in chunks of about 1 MiB: version and length of the header as little-endian uint32, the header (JSON with the number of
 * rows and the names; for a table with text columns, gaps or a test file, also the columns' types and the number of test rows), then [rows,
 * columns] float64, with NaN for a gap and a text by its index among the categories, then [rows] int32 classes, both little-endian. The
 * same table always has the same bytes: their SHA-256 is its digest.
 */
export function* encodeTable({ features, label, labels, samples }: LabelledTable): Generator<Uint8Array> {
  const { samples: rows, columns, testRows = 0 } = samples;
  const isPlain = columns === undefined && testRows === 0;
  const names = isPlain ? { features } : { columns: columns ?? features.map(plainColumn), testRows };
  const header = encodeUtf8(JSON.stringify({ rows, ...names, label, labels } satisfies Header));
  yield bytesOf(Uint32Array.of(versions[isPlain ? 0 : 1], header.length));
  yield header;
  const { inputs, targets } = samples;
  for (let from = 0; from < inputs.length; from += chunkNumbers) {
    yield bytesOf(inputs.subarray(from, from + chunkNumbers));
  }
  yield bytesOf(targets);
}

/** Inverse of `encodeTable`, for any chunking of the bytes. Throws TableError if they are not a table. */
export function decodeTable(chunks: Iterable<Uint8Array>): LabelledTable {
  const decoder = createTableDecoder();
  for (const chunk of chunks) decoder.push(chunk);
  return decoder.finish();
}

/** The same, chunk by chunk, without keeping any chunk, so that a table is not held twice. Throws TableError. */
export function createTableDecoder() {
  const prefix = new Uint32Array(2);
  let header: Uint8Array | null = null;
  let table: LabelledTable | null = null;
  /** The part that the next bytes belong to. */
  let target = bytesOf(prefix);
  let filled = 0;

  /** The part that follows the one just filled; null after the last one. */
  function nextPart(): Uint8Array | null {
    if (header === null) {
      if (!versions.some((known) => known === prefix[0])) {
        const allowed = versions.join(' and ');
        throw new TableError(
          `the stored table has version ${prefix[0]}; allowed: ${allowed}, what this program writes`,
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
  const { rows, label, labels, ...names } = JSON.parse(decodeUtf8(header, 0, header.length)) as Header;
  const features = 'features' in names ? names.features : featureNames(names.columns);
  const width = 'features' in names ? names.features.length : names.columns.length;
  const inputs = new Float64Array(rows * width);
  const targets = new Int32Array(rows);
  const samples = { samples: rows, features: width, classes: labels.length, inputs, targets };
  return { features, label, labels, samples: 'features' in names ? samples : { ...samples, ...names } };
}

function plainColumn(name: string): TableColumn {
  return { kind: 'number', name, fill: null };
}

type Header = Pick<LabelledTable, 'label' | 'labels'> & { readonly rows: number } & (
    | { readonly features: readonly string[] }
    | { readonly columns: readonly TableColumn[]; readonly testRows: number }
  );

function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
