/** What these kernels compute with. build/kernels.mjs compiles them for float32 too, with another file in place of this one. */
export type Real = f64;

/** Whether products are added with one rounding where the CPU can: faster, and other bits on other machines. */
export const relaxed: bool = false;
