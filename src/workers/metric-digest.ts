import { createHash, hash } from 'node:crypto';
import { epochColumn, type FinalMetrics, type TrainingConfig, type TrainingStage } from '#engine';
import { isAsBefore } from '#experiments';

/** Rows whose bytes are added to the chain together. */
const rowsPerBlock = 16;
const chainBytes = 32;

/** Columns of a row that are not part of any digest, so that older digests stay valid. */
const columnsAddedLater: ReadonlySet<number> = new Set([
  epochColumn.evaluated,
  epochColumn.evaluatedDataLoss,
  epochColumn.evaluatedAccuracy,
]);

/** The state of a digest, so that a resumed run ends with the digest of an uninterrupted one. */
export interface DigestState {
  /** SHA-256 over all full blocks, 32 bytes. */
  readonly chain: Uint8Array;
  /** The rows since then, fewer than 16. */
  readonly pending: Float64Array;
}

/**
 * The digest of a run, which any machine reproduces that trains the same. Blocks of 16 recorded rows (epoch-row.ts, without the columns of
 * the evaluated training set, which were added after the first digests), starting at the run's first epoch, form a chain of SHA-256, from
 * 32 zero bytes: chain = SHA-256(chain, little-endian float64 of the rows). The result is SHA-256(chain, remaining rows, the four final
 * metrics, UTF-8 of the canonical JSON of ancestry and config without names). All NaNs count as the same.
 */
export interface MetricDigest {
  /** Adds the next row, at the start of `row`. */
  record(row: Float64Array): void;
  /** A copy of its state. */
  state(): DigestState;
  /** The digest in hexadecimal. Nothing may be recorded afterwards. */
  end(final: FinalMetrics, run: DigestedRun): string;
}

export interface DigestedRun {
  readonly ancestry: readonly TrainingStage[];
  readonly config: TrainingConfig;
}

/** Starts a digest for rows of `rowLength` numbers, or continues one. */
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

/** Unifies NaNs, whose bits JavaScript does not define. Mutates and returns `values`. */
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

/** JSON with sorted keys and without names: a renamed run is still the same run. Older digests stay valid. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => {
    if (key === 'name' || isAsBefore(key, inner)) return undefined;
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
