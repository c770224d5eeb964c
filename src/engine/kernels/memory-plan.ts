import type { Numbers } from '../numerics/precision.ts';
import type { Precision } from '../training/training-config.ts';

/** A part of a memory that does not exist yet. */
export interface Region {
  /** Bytes from the start of the memory, a multiple of 64. */
  readonly address: number;
  readonly length: number;
}

/** Lays out arrays of numbers one after the other, so that a memory can be created in its final size. */
export interface MemoryPlan {
  /** Reserves room for `length` numbers, rounded up to whole pairs of vectors. */
  reserve(length: number, precision: Precision): Region;
  readonly bytes: number;
}

/** The size of a cache line, so that no two threads write to the same one; also two pairs of vectors, which kernels take at once. */
const lineBytes = 64;
/** The kernels' own constants come before this. */
const firstAddress = 4096;

export const bytesPerNumber: Readonly<Record<Precision, number>> = { float64: 8, float32: 4 };

export function createMemoryPlan(): MemoryPlan {
  let bytes = firstAddress;
  return {
    reserve(length, precision) {
      const address = bytes;
      bytes += Math.ceil((length * bytesPerNumber[precision]) / lineBytes) * lineBytes;
      return { address, length };
    },
    get bytes() {
      return bytes;
    },
  };
}

/** The numbers of a region. */
export function numbersAt(memory: ArrayBufferLike, region: Region, precision: Precision): Numbers {
  const { address, length } = region;
  return precision === 'float64'
    ? new Float64Array(memory, address, length)
    : new Float32Array(memory, address, length);
}
