// Made by build/kernels.mjs from assembly/. Do not edit.
/** What assembly/index.ts exports, and documents; addresses and lengths are whole numbers, and memory is that of the instance. */
export interface Kernels {
  setShape(
    index: number,
    inputs: number,
    units: number,
    transposed: number,
    transposedStride: number,
    outputs: number,
    outputStride: number,
    weightRow: number,
    weightRun: number,
  ): void;
  setWeights(
    index: number,
    values: number,
    gradients: number,
    moments1: number,
    moments2: number,
    l1: number,
    l2: number,
  ): void;
  setBiases(
    index: number,
    values: number,
    gradients: number,
    moments1: number,
    moments2: number,
    l1: number,
    l2: number,
  ): void;
  setActivation(
    index: number,
    kind: number,
    alpha: number,
    slopes: number,
  ): void;
  setDropout(
    index: number,
    threshold: number,
    scale: number,
    seed: number,
    purpose: number,
  ): void;
  setOptimizer(
    kind: number,
    epsilon: number,
    decay1: number,
    decay2: number,
    weightDecay: number,
  ): void;
  setCommand(
    address: number,
  ): void;
  pass(
    count: number,
    panels: number,
    samples: number,
    inputs: number,
    places: number,
    targets: number,
    learn: number,
    updates: number,
    isWide: number,
  ): void;
  update(
    count: number,
    learningRate: number,
    correction1: number,
    correction2: number,
  ): void;
  follow(
  ): void;
  multiplyAddAt(
    address: number,
  ): void;
  expAt(
    address: number,
  ): void;
  logAt(
    address: number,
  ): void;
  setNetwork(
    address: number,
    count: number,
    tilePanels: number,
    shifted: number,
    terms: number,
    itsResults: number,
    blocks: number,
    deltas: number,
    otherDeltas: number,
    inputs: number,
  ): void;
  setTeam(
    address: number,
    index: number,
  ): void;
  applyDropout(
    units: number,
    first: number,
    end: number,
    panels: number,
    values: number,
    stride: number,
    position: number,
    updates: number,
    seed: number,
    purpose: number,
    threshold: number,
    scale: number,
  ): void;
}

/** Numbers of Optimizer in assembly/. */
export const optimizerNumber = {
  sgd: 0,
  momentum: 1,
  nesterov: 2,
  adagrad: 3,
  rmsprop: 4,
  adam: 5,
} as const;

/** Numbers of Activation in assembly/. */
export const activationNumber = {
  none: 0,
  relu: 1,
  leakyRelu: 2,
  tanh: 3,
  sigmoid: 4,
} as const;
