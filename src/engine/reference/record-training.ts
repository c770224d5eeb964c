import type { Training } from '../training/training.ts';

/** All remaining rows of a training, recorded up to `chunk` epochs at a time. */
export function recordRows(training: Training, chunk = 1, epochs = Infinity): Float64Array {
  const rows: number[] = [];
  const buffer = new Float64Array(chunk * training.rowLength);
  for (let done = 0; done < epochs; ) {
    const written = training.advance(Math.min(chunk, epochs - done), buffer);
    if (written === 0) break;
    done += written;
    rows.push(...buffer.subarray(0, written * training.rowLength));
  }
  return Float64Array.from(rows);
}

/** One column of recorded rows. */
export function columnOf(rows: Float64Array, rowLength: number, column: number): number[] {
  return Array.from({ length: rows.length / rowLength }, (_, row) => rows[row * rowLength + column]!);
}

/** The numbers as bits, so that different NaNs and zeros can be told apart. */
export function bitsOf(numbers: Float64Array | Float32Array): Uint8Array {
  return new Uint8Array(numbers.slice().buffer);
}
