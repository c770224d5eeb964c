import { tanh as tanhOf } from '../numerics/elementary.ts';
import type { Activation } from './activation.ts';

/** Hyperbolic tangent, with slope 1 - y^2. Source: LeCun, Bottou, Orr and Müller, "Efficient BackProp", 1998. */
export const tanh: Activation<unknown> = {
  value: tanhOf,
  backward: (gradient, _z, y) => gradient * (1 - y * y),
};
