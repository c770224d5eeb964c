import { applyDropout } from './dropout';
import { Finish } from './finish';
import { DenseLayer } from './layer';
import { inputBytes, layerAt, layerCount } from './network';
import { laneBytes, rowBytes } from './panel';
import { product } from './product';
import { transpose } from './transpose';

/**
 * Units whose weights are transposed at a time where a pass is one tile, as that of a batch is: they are still in the second
 * cache when they are read. More tiles share weights that are transposed once.
 */
const groupUnits: i32 = 48;

/** Transposes all weights, for a pass of more than one tile. */
export function transposeWeights(): void {
  for (let index = 0; index < layerCount; index++) {
    const layer = layerAt(index);
    transpose(layer.inputs, layer.units, layer.weights, <usize>layer.units * laneBytes, layer.transposed);
  }
}

/** Takes a tile of inputs through all layers, with dropout where it learns. */
export function forward(panels: i32, inputs: usize, learn: bool, position: u32, updates: u32, isOneTile: bool, isWide: bool): void {
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
export function drop(layer: DenseLayer, panels: i32, position: u32, updates: u32): void {
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
