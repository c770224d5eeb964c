import { createHash, hash } from 'node:crypto';
import { epochColumn, type FinalMetrics, type TrainingConfig, type TrainingStage } from '#engine';
import { isAsBefore } from '#experiments';

/** Rows whose bytes go into the chain at once. */
const rowsPerBlock = 16;
const chainBytes = 32;

/** Columns of a row that no digest holds, so that older ones stay what they are. */
const columnsAddedLater: ReadonlySet<number> = new Set([
  epochColumn.evaluated,
  epochColumn.evaluatedDataLoss,
  epochColumn.evaluatedAccuracy,
]);

/** Where a digest stands, so that a run that is taken up again ends with the digest of one never touched. */
export interface DigestState {
  /** SHA-256 over all full blocks, 32 bytes. */
  readonly chain: Uint8Array;
  /** The rows since then, fewer than 16. */
  readonly pending: Float64Array;
}

/**
 * The digest of a run: what any machine gets again that trains the same. Blocks of 16 recorded rows (epoch-row.ts, without
 * the columns of the evaluated training set, which came after the first digests) from the run's first epoch make a chain of SHA-256, from 32 zero bytes: chain = SHA-256(chain, little-endian float64 of the rows).
 * The end is SHA-256(chain, remaining rows, the four final metrics, UTF-8 of the canonical JSON of ancestry and config
 * without names). Every NaN counts as the same one.
 */
export interface MetricDigest {
  /** Takes the next row, at the start of `row`. */
  record(row: Float64Array): void;
  /** A copy of where it stands. */
  state(): DigestState;
  /** The digest in hexadecimal. Nothing may be recorded after it. */
  end(final: FinalMetrics, run: DigestedRun): string;
}

export interface DigestedRun {
  readonly ancestry: readonly TrainingStage[];
  readonly config: TrainingConfig;
}

/** Starts a digest of rows of `rowLength` numbers, or continues one. */
export function createMetricDigest(rowLength: number, from?: DigestState): MetricDigest {
  let chain: Uint8Array = from?.chain ?? new Uint8Array(chainBytes);
  const columns = Array.from({ length: rowLength }, (_, column) => column).filter(
    (column) => !columnsAddedLater.has(column),
  );
  const block = new Float64Array(rowsPerBlock * columns.length);
  let filled = 0;
  if (from) {
    block.set(from.pending);
    filled = from.pending.length;
  }
  const chained = Buffer.alloc(chainBytes + block.byteLength);

  return {
    record(row) {
      for (const column of columns) block[filled++] = row[column]!;
      if (filled < block.length) return;
      unifyNaN(block);
      chained.set(chain);
      chained.set(bytesOf(block), chainBytes);
      chain = hash('sha256', chained, 'buffer');
      filled = 0;
    },
    state: () => ({ chain: Uint8Array.from(chain), pending: block.slice(0, filled) }),
    end({ dataLoss, accuracy, validationLoss, validationAccuracy }, run) {
      const rows = unifyNaN(block.subarray(0, filled));
      const last = unifyNaN(Float64Array.of(dataLoss, accuracy, validationLoss, validationAccuracy));
      return createHash('sha256')
        .update(chain)
        .update(bytesOf(rows))
        .update(bytesOf(last))
        .update(canonicalJson({ ancestry: run.ancestry, config: run.config }))
        .digest('hex');
    },
  };
}

/** JavaScript leaves open which bits a NaN has. Mutates and returns `values`. */
function unifyNaN(values: Float64Array): Float64Array {
  const words = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
  for (let index = 0; index < values.length; index++) {
    if (!Number.isNaN(values[index])) continue;
    words[2 * index] = 0;
    words[2 * index + 1] = 0x7ff80000;
  }
  return values;
}

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** JSON with sorted keys and without names: a run that is renamed is still the same run. Older digests stay what they are. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => {
    if (key === 'name' || isAsBefore(key, inner)) return undefined;
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
