import type { Activation } from './activation.ts';

/**
 * z where z > 0, else alpha * z; the slope at 0 is alpha, as in torch.nn.LeakyReLU.
 * Source: Maas, Hannun and Ng, "Rectifier nonlinearities improve neural network acoustic models", 2013.
 */
export const leakyRelu: Activation<{ readonly alpha: number }> = {
  value: (z, { alpha }) => (z <= 0 ? alpha * z : z),
  backward: (gradient, z, _y, { alpha }) => (z <= 0 ? alpha * gradient : gradient),
};
