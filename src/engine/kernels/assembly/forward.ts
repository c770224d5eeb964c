import { activate, Activation, isApart } from './activations';
import { applyDropout } from './dropout';
import { Finish } from './finish';
import { DenseLayer, isInColumns, weightsOf } from './layer';
import { blockDeltasOf, blockUnits, inBlocks, inputBytes, layerAt, layerCount } from './network';
import { laneBytes, panelSamples, rowBytes } from './panel';
import { product } from './product';
import { barrier, shareStart, thread } from './team';
import { transpose } from './transpose';
import { finishColumns, unitProduct } from './unit-product';

/**
 * Units whose weights are transposed at a time when a pass is a single tile, as for a batch: they are still in the L2 cache when read. With
 * more tiles, all tiles share weights that are transposed once.
 */
const groupUnits: i32 = 48;

/** Where thread `index`'s share of a layer's units begins: whole blocks, except for the few units of the last layer. */
export function unitShare(layer: i32, index: i32): i32 {
  return shareStart(layerAt(layer).units, layer == layerCount - 1 ? 2 : blockUnits, index);
}

/** Transposes all weights, for a pass of more than one tile. Each thread writes the rows that it will read. */
export function transposeWeights(): void {
  for (let index = 0; index < layerCount; index++) {
    const first = unitShare(index, thread);
    transposeUnits(layerAt(index), first, unitShare(index, thread + 1) - first, first);
  }
}

/** Writes the weights of `count` units starting at `first` to the rows of `transposed` starting at `row`. */
function transposeUnits(layer: DenseLayer, first: i32, count: i32, row: i32): void {
  const width = isInColumns(layer) ? panelSamples : count;
  for (let unit = 0; unit < count; unit += width) {
    transpose(layer.inputs, width, weightsOf(layer, first + unit), layer.weightRow, transposedRow(layer, row + unit), layer.transposedStride);
  }
}

@inline
function transposedRow(layer: DenseLayer, row: i32): usize {
  return layer.transposed + <usize>row * layer.transposedStride;
}

/** Takes a tile of inputs through all layers, each thread computing some units of each, with dropout when learning. */
export function forward(panels: i32, inputs: usize, learn: bool, position: u32, updates: u32, isOneTile: bool, isWide: bool): void {
  let stride = inputBytes();
  for (let index = 0; index < layerCount; index++) {
    const layer = layerAt(index);
    const finish = layer.activation == Activation.Relu ? Finish.BiasRelu : Finish.Bias;
    const from = unitShare(index, thread);
    const to = unitShare(index, thread + 1);
    const group = isOneTile ? groupUnits : to - from;
    // Then there are fewer outputs than weights to transpose. Small numbers of inputs have their own products, see product.ts.
    const isByUnits = isOneTile && isInColumns(layer) && layer.inputs > 4 && layer.inputs >= panels * panelSamples;
    for (let first = from; first < to; first += group) {
      const count = min(group, to - first);
      if (isByUnits) {
        forwardColumns(layer, first, count / panelSamples, from, panels, inputs, stride, isWide);
        continue;
      }
      const row = isOneTile ? from : first;
      if (isOneTile) transposeUnits(layer, first, count, row);
      const biases = layer.biases + <usize>first * laneBytes;
      const outputs = layer.outputs + <usize>first * rowBytes;
      product(count, layer.inputs, panels, transposedRow(layer, row), layer.transposedStride, rowBytes, biases, inputs, stride, outputs, layer.outputStride, finish, isWide);
    }
    if (isApart(layer)) activate(layer, from, to, panels);
    if (learn && layer.dropoutScale != 0) drop(layer, from, to, panels, position, updates);
    barrier();
    inputs = layer.outputs;
    stride = layer.outputStride;
  }
}

/**
 * Some units' outputs before any separate activation, in vectors of units. Intermediate sums use the memory for deltas, divided in the same
 * way as units.
 */
function forwardColumns(layer: DenseLayer, first: i32, columns: i32, from: i32, panels: i32, inputs: usize, stride: usize, isWide: bool): void {
  const sums = blockDeltasOf(0) + <usize>(from * panels) * rowBytes;
  const sumsRow = <usize>columns * rowBytes;
  const biases = layer.biases + <usize>first * laneBytes;
  unitProduct(columns, layer.inputs, panels, weightsOf(layer, first), layer.weightRun, biases, inputs, stride, sums, sumsRow, isWide);
  const outputs = layer.outputs + <usize>first * rowBytes;
  finishColumns(columns, panels, sums, sumsRow, outputs, layer.outputStride, layer.activation == Activation.Relu);
}

/** Applies dropout to a layer's outputs, or to gradients stored there, for the units from `first` to `end`. */
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
