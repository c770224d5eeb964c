/**
 * The fused engine. Who makes an instance lays out its memory (fast-network.ts), describes it here once, and then
 * calls `pass` and `update`; nothing is allocated.
 */
import { applyDropout, scaleKept } from './dropout';
import { addBlockGradients } from './block-gradients';
import { exponentials, log } from './elementary';
import { addBiasGradients, addBiasGradientsInOrder, addWeightGradients } from './gradients';
import { DenseLayer, layerBytes } from './layer';
import { Finish } from './finish';
import { beginStep, chooseOptimizer, Optimizer, updateNumbers } from './optimizers';
import { laneBytes, panelSamples, rowBytes } from './panel';
import { Real } from './real';
import { storePenalties } from './penalty';
import { product } from './product';
import { resetMetrics, softmaxCrossentropy, storeMetrics } from './softmax-crossentropy';
import { transpose, transposeBlocks } from './transpose';

let layers: usize = 0;
let layerCount: i32 = 0;
let panelsPerTile: i32 = 1;
/**
 * Whether gradients are summed in blocks, which is faster and gives other bits: for batches. What takes whole sets keeps the
 * bits that it had before there were any.
 */
let inBlocks: bool = false;
/** Units of a block. */
const blockUnits: i32 = panelSamples;
/** Room for a tile's deltas of the widest layer, in blocks. */
let blockDeltas: usize = 0;
/** Whether products take two panels at once, or two blocks. */
let isWide: bool = false;

/**
 * Units whose weights are transposed at a time where a pass is one tile, as that of a batch is: they are still in the second
 * cache when they are read. More tiles share weights that are transposed once.
 */
const groupUnits: i32 = 48;

@inline
function layerAt(index: i32): DenseLayer {
  return changetype<DenseLayer>(layers + <usize>index * layerBytes);
}

/** `address` has room for `count` layers, each to be described by `setLayer`. */
export function setNetwork(address: usize, count: i32, tilePanels: i32, blocks: bool, deltas: usize): void {
  layers = address;
  layerCount = count;
  panelsPerTile = tilePanels;
  inBlocks = blocks;
  blockDeltas = deltas;
}

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
 * Takes all tiles of a batch, inputs [panel][features][samples] and targets [panel][samples], through the network, and writes loss
 * sum and number right to `metrics`. With `learn` there is dropout, as after `updates` updates, and it also finds the gradients
 * of the data loss. `wide` changes how fast it is, and no bit.
 */
export function pass(panels: i32, samples: i32, inputs: usize, targets: usize, learn: bool, updates: u32, wide: bool, metrics: usize): void {
  isWide = wide;
  const isOneTile = panels <= panelsPerTile;
  begin(learn, isOneTile);
  for (let first = 0; first < panels; first += panelsPerTile) {
    const count = min(panelsPerTile, panels - first);
    const tile = inputs + <usize>first * inputBytes();
    const position = first * panelSamples;
    forward(count, tile, learn, position, updates, isOneTile);
    const last = layerAt(layerCount - 1);
    softmaxCrossentropy(last.units, count, <Real>samples, last.outputs, targets + <usize>first * rowBytes);
    if (learn) backward(count, tile, position, updates);
  }
  storeMetrics(metrics);
}

function begin(learn: bool, isOneTile: bool): void {
  resetMetrics();
  for (let index = 0; index < layerCount; index++) {
    const layer = layerAt(index);
    if (!isOneTile) transpose(layer.inputs, layer.units, layer.weights, <usize>layer.units * laneBytes, layer.transposed);
    if (!learn) continue;
    if (blocksOf(layer) * blockUnits < layer.units) {
      memory.fill(layer.weightGradients, 0, <usize>layer.inputs * layer.units * laneBytes);
    }
    memory.fill(layer.biasGradients, 0, <usize>layer.units * laneBytes);
  }
}

/** Blocks of a layer's units whose gradients are summed by block-gradients.ts, the rest by gradients.ts. */
@inline
function blocksOf(layer: DenseLayer): i32 {
  return inBlocks ? layer.units / blockUnits : 0;
}

/** Bytes of a panel of inputs. */
@inline
function inputBytes(): usize {
  return <usize>layerAt(0).inputs * rowBytes;
}

function forward(panels: i32, inputs: usize, learn: bool, position: u32, updates: u32, isOneTile: bool): void {
  let stride = inputBytes();
  for (let index = 0; index < layerCount; index++) {
    const layer = layerAt(index);
    const finish = layer.relu ? Finish.BiasRelu : Finish.Bias;
    const group = isOneTile ? groupUnits : layer.units;
    for (let first = 0; first < layer.units; first += group) {
      const count = min(group, layer.units - first);
      if (isOneTile) transpose(layer.inputs, count, layer.weights + <usize>first * laneBytes, <usize>layer.units * laneBytes, layer.transposed);
      const biases = layer.biases + <usize>first * laneBytes;
      const outputs = layer.outputs + <usize>first * rowBytes;
      product(count, layer.inputs, panels, layer.transposed, biases, inputs, stride, outputs, layer.outputStride, finish, isWide);
    }
    if (learn && layer.dropoutScale != 0) drop(layer, panels, position, updates);
    inputs = layer.outputs;
    stride = layer.outputStride;
  }
}

/** Applies dropout to what lies in a layer's outputs, which may be their gradients. */
function drop(layer: DenseLayer, panels: i32, position: u32, updates: u32): void {
  applyDropout(
    layer.units,
    panels,
    layer.outputs,
    layer.outputStride,
    position,
    updates,
    layer.dropoutSeed,
    layer.dropoutPurpose,
    layer.dropoutThreshold,
    layer.dropoutScale,
  );
}

function backward(panels: i32, inputs: usize, position: u32, updates: u32): void {
  for (let index = layerCount - 1; index >= 0; index--) {
    const layer = layerAt(index);
    const before = index > 0 ? layerAt(index - 1).outputs : inputs;
    const stride = index > 0 ? layerAt(index - 1).outputStride : inputBytes();
    const blocks = blocksOf(layer);
    if (blocks > 0) {
      transposeBlocks(blocks, panels, layer.outputs, layer.outputStride, blockDeltas);
      addBlockGradients(layer.inputs, layer.units, blocks, panels, before, stride, blockDeltas, layer.weightGradients, position == 0, isWide);
    }
    addWeightGradients(layer.inputs, layer.units, panels, before, stride, layer.outputs, layer.outputStride, layer.weightGradients, blocks * blockUnits);
    if (index === layerCount - 1) addBiasGradientsInOrder(layer.units, panels, layer.outputs, layer.biasGradients);
    else addBiasGradients(layer.units, panels, layer.outputs, layer.outputStride, layer.biasGradients);
    if (index === 0) continue;
    // In place: the outputs of the layer before, needed no more but for the mask, become its gradients.
    const previous = layerAt(index - 1);
    const finish = previous.relu ? Finish.Mask : Finish.None;
    product(layer.inputs, layer.units, panels, layer.weights, 0, layer.outputs, layer.outputStride, before, stride, finish, isWide);
    if (previous.dropoutScale == 0) continue;
    // Dropped outputs of a ReLU are 0, where its mask stops the gradients already.
    if (previous.relu) scaleKept(previous.units, panels, before, stride, previous.dropoutScale);
    else drop(previous, panels, position, updates);
  }
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

/** Moves all parameters by the gradients of the last pass and of the penalties. */
export function update(learningRate: f64, correction1: f64, correction2: f64): void {
  beginStep(learningRate, correction1, correction2);
  for (let index = 0; index < layerCount; index++) {
    const layer = layerAt(index);
    updateNumbers(layer.weights, layer.weightGradients, layer.weightMoments1, layer.weightMoments2, layer.inputs * layer.units, layer.weightL1, layer.weightL2);
    updateNumbers(layer.biases, layer.biasGradients, layer.biasMoments1, layer.biasMoments2, layer.units, layer.biasL1, layer.biasL2);
  }
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
