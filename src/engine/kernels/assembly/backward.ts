import { Activation, isApart, multiplyBySlopes } from './activations';
import { addBlockGradients } from './block-gradients';
import { scaleKept } from './dropout';
import { Finish } from './finish';
import { drop, unitShare } from './forward';
import { addBiasGradients, addBiasGradientsInOrder, addWeightGradients } from './gradients';
import { blockDeltasOf, blocksOf, blockUnits, inputBytes, layerAt, layerCount, sumPanels } from './network';
import { laneBytes, rowBytes } from './panel';
import { product } from './product';
import { barrier, shareStart, thread, threads } from './team';
import { transposeBlocks } from './transpose';

/** Bytes of one block of deltas in a panel. */
const blockBytes: usize = <usize>blockUnits * rowBytes;

/** Clears the gradients that a batch's tiles add to, except those that block-gradients.ts sums alone, which it overwrites. */
export function clearGradients(): void {
  for (let index = 0; index < layerCount; index++) {
    const layer = layerAt(index);
    clearShare(layer.biasGradients, layer.units);
    if (blocksOf(layer) * blockUnits == layer.units) continue;
    clearShare(layer.weightGradients, layer.inputs * layer.units);
  }
}

function clearShare(gradients: usize, length: i32): void {
  const first = shareStart(length, blockUnits, thread);
  const count = shareStart(length, blockUnits, thread + 1) - first;
  memory.fill(gradients + <usize>first * laneBytes, 0, <usize>count * laneBytes);
}

/**
 * Adds a tile's gradients of the data loss. The gradients with respect to the last layer's outputs are in its outputs, and in blocks. In
 * each layer, each thread takes some inputs: no other thread still needs those outputs of the previous layer.
 */
export function backward(panels: i32, inputs: usize, position: u32, updates: u32, isWide: bool): void {
  for (let index = layerCount - 1; index > 0; index--) {
    const layer = layerAt(index);
    const previous = layerAt(index - 1);
    const from = unitShare(index - 1, thread);
    const to = unitShare(index - 1, thread + 1);
    addGradients(index, from, to, 0, layer.units, panels, previous.outputs, previous.outputStride, position == 0, isWide);
    // In place: the previous layer's outputs, needed now only for the mask, become its gradients.
    const outputs = previous.outputs + <usize>from * rowBytes;
    const weights = layer.weights + <usize>from * layer.weightRow;
    const isRelu = previous.activation == Activation.Relu;
    const finish = isRelu ? Finish.Mask : Finish.None;
    product(to - from, layer.units, panels, weights, layer.weightRow, layer.weightRun, 0, layer.outputs, layer.outputStride, outputs, previous.outputStride, finish, isWide);
    // Dropped outputs of a ReLU are 0, so its mask already stops their gradients.
    if (previous.dropoutScale != 0) {
      if (isRelu) scaleKept(to - from, panels, outputs, previous.outputStride, previous.dropoutScale);
      else drop(previous, from, to, panels, position, updates);
    }
    if (isApart(previous)) multiplyBySlopes(previous, from, to, panels);
    const firstBlock = min(from / blockUnits, blocksOf(previous));
    blockDeltas(index - 1, firstBlock, min(to / blockUnits, blocksOf(previous)) - firstBlock, 0, panels, panels);
    barrier();
  }
  const first = layerAt(0);
  const byUnits = isFirstByUnits();
  const count = byUnits ? first.units : first.inputs;
  const from = shareStart(count, blockUnits, thread);
  const to = shareStart(count, blockUnits, thread + 1);
  if (byUnits) addGradients(0, 0, first.inputs, from, to, panels, inputs, inputBytes(), position == 0, isWide);
  else addGradients(0, from, to, 0, first.units, panels, inputs, inputBytes(), position == 0, isWide);
}

/**
 * Whether threads divide the gradients and updates of the first layer by its units, as in the forward pass: then no other core ever needs a
 * thread's weights, as no deltas go back through them. Otherwise by inputs, for rows of units that are not whole blocks.
 */
export function isFirstByUnits(): bool {
  const layer = layerAt(0);
  return layer.inputs < layer.units || (layerCount > 1 && layer.units % blockUnits == 0 && layer.units >= threads * blockUnits);
}

/**
 * Writes deltas of a layer, for a tile of `tilePanels`, in the layout that block-gradients.ts takes: `blocks` blocks starting at
 * `firstBlock`, for `panels` panels starting at `firstPanel`.
 */
export function blockDeltas(index: i32, firstBlock: i32, blocks: i32, firstPanel: i32, panels: i32, tilePanels: i32): void {
  const layer = layerAt(index);
  const deltas = layer.outputs + <usize>firstPanel * layer.outputStride + <usize>firstBlock * blockBytes;
  const targetBlock = <usize>tilePanels * blockBytes;
  const target = blockDeltasOf(index) + <usize>firstBlock * targetBlock + <usize>firstPanel * blockBytes;
  transposeBlocks(blocks, panels, deltas, layer.outputStride, target, targetBlock);
}

/**
 * Adds some of a layer's gradients: for the weights between the given inputs and units, which must be whole blocks or extend to the last
 * unit.
 */
function addGradients(
  index: i32,
  firstInput: i32,
  endInput: i32,
  firstUnit: i32,
  endUnit: i32,
  panels: i32,
  inputs: usize,
  inputStride: usize,
  isFirst: bool,
  isWide: bool,
): void {
  const layer = layerAt(index);
  const units = layer.units;
  const firstBlock = min(firstUnit / blockUnits, blocksOf(layer));
  const endBlock = min(endUnit / blockUnits, blocksOf(layer));
  const deltas = blockDeltasOf(index) + <usize>firstBlock * <usize>panels * blockBytes;
  const sums = layer.weightGradients + <usize>firstBlock * layer.weightRun;
  addBlockGradients(firstInput, endInput, endBlock - firstBlock, panels, inputs, inputStride, deltas, sums, layer.weightRow, layer.weightRun, isFirst, isWide);
  const rest = max(firstUnit, blocksOf(layer) * blockUnits);
  const from = unitShare(index, thread);
  const to = unitShare(index, thread + 1);
  for (let panel = 0; panel < panels; panel += sumPanels) {
    const count = min(sumPanels, panels - panel);
    const some = inputs + <usize>panel * inputStride;
    const outputs = layer.outputs + <usize>panel * layer.outputStride;
    addWeightGradients(firstInput, endInput, units, count, some, inputStride, outputs, layer.outputStride, layer.weightGradients, rest, endUnit);
    if (index === layerCount - 1) addBiasGradientsInOrder(from, to, count, outputs, layer.outputStride, layer.biasGradients);
    else addBiasGradients(from, to, count, outputs, layer.outputStride, layer.biasGradients);
  }
}
