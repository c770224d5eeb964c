import { createFastNetwork } from '../kernels/fast-network.ts';
import { createLayeredNetwork } from './layered-network.ts';
import type { CreateNetwork } from './network.ts';

/** The fastest network for a config: float64 in the fused kernels, float32 in the readable layers. */
export const createNetwork: CreateNetwork = (config, start) =>
  config.precision === 'float64' ? createFastNetwork(config, start) : createLayeredNetwork(config, start);
