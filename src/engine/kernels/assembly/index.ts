/**
 * The fused engine. Who makes an instance lays out its memory (fast-network.ts), describes it here once, and then
 * calls `pass` and `update`; nothing is allocated.
 */
import { backward, clearGradients } from './backward';
import { applyDropout } from './dropout';
import { exponentials, log } from './elementary';
import { forward, transposeWeights } from './forward';
import { gather } from './gather';
import { inputBytes, layerAt, layerCount, panelsPerTile, setNetwork, shiftedLogits, tileInputs } from './network';
import { beginStep, chooseOptimizer, Optimizer, updateNumbers } from './optimizers';
import { multiplyAdd, panelSamples, rowBytes } from './panel';
import { Real } from './real';
import { storePenalties } from './penalty';
import { resetMetrics, softmaxCrossentropy, storeMetrics } from './softmax-crossentropy';

export { setNetwork };

export function setShape(index: i32, inputs: i32, units: i32, relu: i32, transposed: usize, outputs: usize, outputStride: usize): void {
  const layer = layerAt(index);
  layer.inputs = inputs;
  layer.units = units;
  layer.relu = relu;
  layer.transposed = transposed;
  layer.outputs = outputs;
  layer.outputStride = outputStride;
}

export function setWeights(index: i32, values: usize, gradients: usize, moments1: usize, moments2: usize, l1: f64, l2: f64): void {
  const layer = layerAt(index);
  layer.weights = values;
  layer.weightGradients = gradients;
  layer.weightMoments1 = moments1;
  layer.weightMoments2 = moments2;
  layer.weightL1 = l1;
  layer.weightL2 = l2;
}

export function setBiases(index: i32, values: usize, gradients: usize, moments1: usize, moments2: usize, l1: f64, l2: f64): void {
  const layer = layerAt(index);
  layer.biases = values;
  layer.biasGradients = gradients;
  layer.biasMoments1 = moments1;
  layer.biasMoments2 = moments2;
  layer.biasL1 = l1;
  layer.biasL2 = l2;
}

/** Puts dropout behind a hidden layer. */
export function setDropout(index: i32, threshold: u32, scale: f64, seed: u32, purpose: u32): void {
  const layer = layerAt(index);
  layer.dropoutThreshold = threshold;
  layer.dropoutScale = scale;
  layer.dropoutSeed = seed;
  layer.dropoutPurpose = purpose;
}

export function setOptimizer(kind: Optimizer, epsilon: f64, decay1: f64, decay2: f64, weightDecay: f64): void {
  chooseOptimizer(kind, epsilon, decay1, decay2, weightDecay);
}

/**
 * Takes all tiles of a batch through the network: targets [panel][samples], and inputs [panel][features][samples] or, with `places`
 * other than 0, the samples of inputs [sample][features] that places [panel][samples] names. Writes loss sum and number right to `metrics`. With `learn` there is dropout, as after `updates` updates, and it also finds the gradients
 * of the data loss. `isWide` changes how fast it is, and no bit.
 */
export function pass(panels: i32, samples: i32, inputs: usize, places: usize, targets: usize, learn: bool, updates: u32, isWide: bool, metrics: usize): void {
  const isOneTile = panels <= panelsPerTile;
  resetMetrics();
  if (!isOneTile) transposeWeights();
  if (learn) clearGradients();
  const last = layerAt(layerCount - 1);
  for (let first = 0; first < panels; first += panelsPerTile) {
    const count = min(panelsPerTile, panels - first);
    const position = first * panelSamples;
    let tile = tileInputs;
    if (places == 0) tile = inputs + <usize>first * inputBytes();
    else gather(count, layerAt(0).inputs, inputs, places + <usize>position * sizeof<i32>(), tile);
    forward(count, tile, learn, position, updates, isOneTile, isWide);
    softmaxCrossentropy(last.units, count, <Real>samples, last.outputs, shiftedLogits, targets + <usize>first * rowBytes);
    if (learn) backward(count, tile, position, updates, isWide);
  }
  storeMetrics(metrics);
}

/** Writes the four penalties of every layer to `address`. */
export function penalties(address: usize): void {
  for (let index = 0; index < layerCount; index++) {
    const layer = layerAt(index);
    const target = address + <usize>index * 32;
    storePenalties(layer.weights, layer.inputs * layer.units, layer.weightL1, layer.weightL2, target);
    storePenalties(layer.biases, layer.units, layer.biasL1, layer.biasL2, target + 16);
  }
}

/** Moves all parameters by the gradients of the last pass that learned and of the penalties. */
export function update(learningRate: f64, correction1: f64, correction2: f64): void {
  beginStep(learningRate, correction1, correction2);
  for (let index = 0; index < layerCount; index++) {
    const layer = layerAt(index);
    updateNumbers(layer.weights, layer.weightGradients, layer.weightMoments1, layer.weightMoments2, layer.inputs * layer.units, layer.weightL1, layer.weightL2);
    updateNumbers(layer.biases, layer.biasGradients, layer.biasMoments1, layer.biasMoments2, layer.units, layer.biasL1, layer.biasL2);
  }
}

/** Replaces the first of three vectors at `address` by first * second + third, so that one can see how often it is rounded. */
export function multiplyAddAt(address: usize): void {
  v128.store(address, multiplyAdd(v128.load(address), v128.load(address, 16), v128.load(address, 32)));
}

/** Exported for tests, as are the next two. */
export { applyDropout };

/** In place, for the vector at `address`. */
export function expAt(address: usize): void {
  exponentials(address, address + 16);
}

export function logAt(address: usize): void {
  v128.store(address, log(v128.load(address)));
}
