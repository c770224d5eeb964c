import type { Activation } from './activation.ts';

/** max(0, z), with slope 0 at 0. Source: chapter, ReLU activation. */
export const relu: Activation<unknown> = {
  value: (z) => (z <= 0 ? 0 : z),
  backward: (gradient, z) => (z <= 0 ? 0 : gradient),
};
