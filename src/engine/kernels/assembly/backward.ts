import { addBlockGradients } from './block-gradients';
import { scaleKept } from './dropout';
import { Finish } from './finish';
import { drop } from './forward';
import { addBiasGradients, addBiasGradientsInOrder, addWeightGradients } from './gradients';
import { blockDeltas, blocksOf, blockUnits, inputBytes, layerAt, layerCount } from './network';
import { laneBytes } from './panel';
import { product } from './product';
import { transposeBlocks } from './transpose';

/** Makes 0 what the gradients of a batch's tiles are added to; what block-gradients.ts sums alone, it overwrites. */
export function clearGradients(): void {
  for (let index = 0; index < layerCount; index++) {
    const layer = layerAt(index);
    memory.fill(layer.biasGradients, 0, <usize>layer.units * laneBytes);
    if (blocksOf(layer) * blockUnits == layer.units) continue;
    memory.fill(layer.weightGradients, 0, <usize>layer.inputs * layer.units * laneBytes);
  }
}

/** Adds a tile's gradients of the data loss. Those by the outputs of the last layer lie in its outputs. */
export function backward(panels: i32, inputs: usize, position: u32, updates: u32, isWide: bool): void {
  for (let index = layerCount - 1; index >= 0; index--) {
    const layer = layerAt(index);
    const before = index > 0 ? layerAt(index - 1).outputs : inputs;
    const stride = index > 0 ? layerAt(index - 1).outputStride : inputBytes();
    const blocks = blocksOf(layer);
    transposeBlocks(blocks, panels, layer.outputs, layer.outputStride, blockDeltas);
    addBlockGradients(layer.inputs, layer.units, blocks, panels, before, stride, blockDeltas, layer.weightGradients, position == 0, isWide);
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
