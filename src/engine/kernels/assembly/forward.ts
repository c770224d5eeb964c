import { activate, Activation, isApart } from './activations';
import { applyDropout } from './dropout';
import { Finish } from './finish';
import { DenseLayer } from './layer';
import { blockDeltasOf, blockUnits, inBlocks, inputBytes, layerAt, layerCount } from './network';
import { laneBytes, panelSamples, rowBytes } from './panel';
import { product } from './product';
import { barrier, shareStart, thread } from './team';
import { transpose } from './transpose';
import { finishColumns, packColumns, unitProduct } from './unit-product';

/**
 * Units whose weights are transposed at a time where a pass is one tile, as that of a batch is: they are still in the second
 * cache when they are read. More tiles share weights that are transposed once.
 */
const groupUnits: i32 = 48;

/** Vectors run over units where a layer has so many times as many inputs as there are samples: there it is faster. */
const fewSamples: i32 = 4;

/** Where the share of thread `index` of a layer's units begins: whole blocks, but of the few units of a last layer. */
export function unitShare(layer: i32, index: i32): i32 {
  return shareStart(layerAt(layer).units, layer == layerCount - 1 ? 2 : blockUnits, index);
}

/** Transposes all weights, for a pass of more than one tile. Each thread makes the rows that it is to read. */
export function transposeWeights(): void {
  for (let index = 0; index < layerCount; index++) {
    const first = unitShare(index, thread);
    transposeUnits(layerAt(index), first, unitShare(index, thread + 1) - first, first);
  }
}

/** Writes the weights of `count` units from `first` on to the rows of `transposed` from `row` on. */
function transposeUnits(layer: DenseLayer, first: i32, count: i32, row: i32): void {
  const weights = layer.weights + <usize>first * laneBytes;
  transpose(layer.inputs, count, weights, <usize>layer.units * laneBytes, transposedRow(layer, row), layer.transposedStride);
}

@inline
function transposedRow(layer: DenseLayer, row: i32): usize {
  return layer.transposed + <usize>row * layer.transposedStride;
}

/** Takes a tile of inputs through all layers, each thread some units of each, with dropout where it learns. */
export function forward(panels: i32, inputs: usize, learn: bool, position: u32, updates: u32, isOneTile: bool, isWide: bool): void {
  let stride = inputBytes();
  for (let index = 0; index < layerCount; index++) {
    const layer = layerAt(index);
    const finish = layer.activation == Activation.Relu ? Finish.BiasRelu : Finish.Bias;
    const from = unitShare(index, thread);
    const to = unitShare(index, thread + 1);
    const group = isOneTile ? groupUnits : to - from;
    const isByUnits = isOneTile && inBlocks && layer.inputs > 4 && layer.inputs >= fewSamples * panels * panelSamples;
    for (let first = from; first < to; first += group) {
      const count = min(group, to - first);
      const columns = isByUnits ? count / panelSamples : 0;
      if (columns > 0) forwardColumns(layer, first, columns, from, panels, inputs, stride, isWide);
      const begin = first + columns * panelSamples;
      const rest = first + count - begin;
      if (rest == 0) continue;
      const row = isOneTile ? from : begin;
      if (isOneTile) transposeUnits(layer, begin, rest, row);
      const biases = layer.biases + <usize>begin * laneBytes;
      const outputs = layer.outputs + <usize>begin * rowBytes;
      product(rest, layer.inputs, panels, transposedRow(layer, row), layer.transposedStride, biases, inputs, stride, outputs, layer.outputStride, finish, isWide);
    }
    if (isApart(layer)) activate(layer, from, to, panels);
    if (learn && layer.dropoutScale != 0) drop(layer, from, to, panels, position, updates);
    barrier();
    inputs = layer.outputs;
    stride = layer.outputStride;
  }
}

/** Some units' outputs before an activation that is apart, in vectors of units. The rooms for what is on the way, that of deltas too, are divided as units are. */
function forwardColumns(layer: DenseLayer, first: i32, columns: i32, from: i32, panels: i32, inputs: usize, stride: usize, isWide: bool): void {
  const packed = transposedRow(layer, from);
  const columnStride = <usize>panelSamples * layer.transposedStride;
  const weights = layer.weights + <usize>first * laneBytes;
  packColumns(columns, layer.inputs, weights, <usize>layer.units * laneBytes, packed, columnStride);
  const sums = blockDeltasOf(0) + <usize>(from * panels) * rowBytes;
  const sumsRow = <usize>columns * rowBytes;
  const biases = layer.biases + <usize>first * laneBytes;
  unitProduct(columns, layer.inputs, panels, packed, columnStride, biases, inputs, stride, sums, sumsRow, isWide);
  const outputs = layer.outputs + <usize>first * rowBytes;
  finishColumns(columns, panels, sums, sumsRow, outputs, layer.outputStride, layer.activation == Activation.Relu);
}

/** Applies dropout to what lies in a layer's outputs, of the units from `first` to `end`; it may be their gradients. */
export function drop(layer: DenseLayer, first: i32, end: i32, panels: i32, position: u32, updates: u32): void {
  applyDropout(
    layer.units,
    first,
    end,
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
