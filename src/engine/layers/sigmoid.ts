import { exp } from '../numerics/elementary.ts';
import type { Activation } from './activation.ts';

/**
 * 1 / (1 + e^-z), with slope y (1 - y). The exponent is never positive, so nothing overflows and both tails keep full precision.
 * Source: Rumelhart, Hinton and Williams, "Learning representations by back-propagating errors", 1986.
 */
export const sigmoid: Activation<unknown> = {
  value(z) {
    const n = exp(-Math.abs(z));
    return (z < 0 ? n : 1) / (1 + n);
  },
  backward: (gradient, _z, y) => gradient * (y * (1 - y)),
};
