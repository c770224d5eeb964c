import type { DenseShape } from './dense.ts';

/**
 * The factor by which standard normal draws are multiplied to give the initial weights. All methods use the same draws, so runs with the
 * same seed differ only in scale.
 */
export type Initialization =
  /** 0.01. Source: chapter, dense layer. */
  | 'chapter'
  /** sqrt(2 / inputs), for ReLU. Source: He et al., "Delving deep into rectifiers", 2015; torch.nn.init.kaiming_normal_. */
  | 'heNormal'
  /**
   * sqrt(2 / (inputs + units)), for tanh and sigmoid. Source: Glorot and Bengio, "Understanding the difficulty of training deep
   * feedforward neural networks", 2010; torch.nn.init.xavier_normal_.
   */
  | 'xavierNormal';

const scales: Readonly<Record<Initialization, (shape: DenseShape) => number>> = {
  chapter: () => 0.01,
  heNormal: ({ inputs }) => Math.sqrt(2 / inputs),
  xavierNormal: ({ inputs, units }) => Math.sqrt(2 / (inputs + units)),
};

export const initializations = Object.keys(scales) as readonly Initialization[];

/** Standard deviation of the initial weights of a dense layer. */
export function initialScale(initialization: Initialization, shape: DenseShape): number {
  return scales[initialization](shape);
}
