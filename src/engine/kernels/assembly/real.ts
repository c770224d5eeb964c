/**
 * The number type that these kernels compute with. build/kernels.mjs compiles them for float32 too, with another file in place of this one.
 */
export type Real = f64;

/** Whether a multiply-add rounds once where the CPU can: faster, but with different bits on different machines. */
export const relaxed: bool = false;
