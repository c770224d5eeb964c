/** A part of a memory that does not exist yet. */
export interface Region {
  /** Bytes from the start of the memory, a multiple of 16. */
  readonly address: number;
  readonly length: number;
}

/** Lays float64 arrays out one after the other, so that a memory can be made in its final size. */
export interface MemoryPlan {
  /** Room for `length` numbers, and for the rest of a last vector. */
  reserve(length: number): Region;
  readonly bytes: number;
}

const vectorBytes = 16;
/** The first bytes stay unused, so that address 0 can mean "none". */
const firstAddress = 4096;

export function createMemoryPlan(): MemoryPlan {
  let bytes = firstAddress;
  return {
    reserve(length) {
      const address = bytes;
      bytes += Math.ceil((length * Float64Array.BYTES_PER_ELEMENT) / vectorBytes) * vectorBytes;
      return { address, length };
    },
    get bytes() {
      return bytes;
    },
  };
}

/** The numbers of a region. */
export function numbersAt(memory: ArrayBuffer, { address, length }: Region): Float64Array {
  return new Float64Array(memory, address, length);
}
