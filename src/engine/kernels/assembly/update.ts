import { isFirstByUnits } from './backward';
import { unitShare } from './forward';
import { DenseLayer, isInColumns } from './layer';
import { layerAt, layerCount, penaltiesAt, results } from './network';
import { updateNumbers } from './optimizers';
import { laneBytes, panelSamples, rowBytes } from './panel';
import { storePenalties } from './penalty';
import { shareStart, thread, threads } from './team';

/** Writes the four penalties of every layer; each is summed by a single thread. */
export function penalties(): void {
  for (let index = 0; index < layerCount; index++) {
    if (threads > 1 && index % threads != thread) continue;
    const layer = layerAt(index);
    const target = results + penaltiesAt + <usize>index * 32;
    if (isInColumns(layer)) storePenalties(layer.weights, layer.inputs, layer.units / panelSamples, layer.weightRun, panelSamples, layer.weightL1, layer.weightL2, target);
    else storePenalties(layer.weights, 1, 1, 0, layer.inputs * layer.units, layer.weightL1, layer.weightL2, target);
    storePenalties(layer.biases, 1, 1, 0, layer.units, layer.biasL1, layer.biasL2, target + 16);
  }
}

/** This thread's share of a step that `beginStep` began, over all parameters. */
export function updateShare(): void {
  for (let index = 0; index < layerCount; index++) {
    const layer = layerAt(index);
    const isByUnits = index == 0 && isFirstByUnits();
    if (isInColumns(layer)) updateColumns(layer, isByUnits);
    else if (isByUnits && threads > 1 && layer.units % panelSamples == 0) updateUnits(layer);
    else updateSome(layer.weights, layer.weightGradients, layer.weightMoments1, layer.weightMoments2, layer.inputs * layer.units, layer.weightL1, layer.weightL2);
    updateSome(layer.biases, layer.biasGradients, layer.biasMoments1, layer.biasMoments2, layer.units, layer.biasL1, layer.biasL2);
  }
}

/** Updates the weights of this thread's columns, or of its inputs. */
function updateColumns(layer: DenseLayer, isByUnits: bool): void {
  const count = isByUnits ? layer.units : layer.inputs;
  const from = shareStart(count, panelSamples, thread);
  const to = shareStart(count, panelSamples, thread + 1);
  const first = isByUnits ? 0 : from;
  const inputs = (isByUnits ? layer.inputs : to) - first;
  const end = (isByUnits ? to : layer.units) / panelSamples;
  for (let column = isByUnits ? from / panelSamples : 0; column < end; column++) {
    updateWeights(layer, <usize>column * layer.weightRun + <usize>first * rowBytes, inputs * panelSamples);
  }
}

/** Updates `count` weights of a layer starting at byte `offset`. */
function updateWeights(layer: DenseLayer, offset: usize, count: i32): void {
  updateNumbers(
    layer.weights + offset,
    layer.weightGradients + offset,
    layer.weightMoments1 + offset,
    layer.weightMoments2 + offset,
    count,
    layer.weightL1,
    layer.weightL2,
  );
}

/**
 * Updates the weights of this thread's units, which are whole pairs of vectors in each row. Each thread starts at a different row, because
 * a CPU prefetches past a row's end what the next thread is about to change.
 */
function updateUnits(layer: DenseLayer): void {
  const middle = (layer.inputs * thread) / threads;
  updateRows(layer, middle, layer.inputs);
  updateRows(layer, 0, middle);
}

function updateRows(layer: DenseLayer, firstRow: i32, endRow: i32): void {
  const first = unitShare(0, thread);
  const count = unitShare(0, thread + 1) - first;
  const row = <usize>layer.units * laneBytes;
  const end = row * endRow;
  for (let at = row * firstRow + <usize>first * laneBytes; at < end; at += row) updateWeights(layer, at, count);
}

/** Updates this thread's share of an array, in whole pairs of vectors. */
function updateSome(values: usize, gradients: usize, moments1: usize, moments2: usize, length: i32, lambda1: f64, lambda2: f64): void {
  const first = shareStart(length, panelSamples, thread);
  const count = shareStart(length, panelSamples, thread + 1) - first;
  const offset = <usize>first * laneBytes;
  updateNumbers(values + offset, gradients + offset, moments1 + offset, moments2 + offset, count, lambda1, lambda2);
}
