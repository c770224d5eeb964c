/**
 * Version of the numerics, stored with every run. It changes when, and only when, the same config may give other bits
 * than before.
 */
export const engineVersion = '2.0.0';
