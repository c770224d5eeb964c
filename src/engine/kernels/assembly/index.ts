/**
 * The fused engine. The creator of an instance lays out its memory (fast-network.ts), describes it here once, and then calls `pass` and
 * `update`; nothing is allocated.
 */
import { Activation } from './activations';
import { backward, blockDeltas, clearGradients } from './backward';
import { Command, CommandKind } from './command';
import { applyDropout } from './dropout';
import { exponentials, log } from './elementary';
import { forward, transposeWeights } from './forward';
import { gather } from './gather';
import {
  blocksOf,
  inputBytes,
  layerAt,
  layerCount,
  lossTerms,
  panelsPerTile,
  results,
  setNetwork,
  shiftedLogits,
  tileInputs,
} from './network';
import { beginStep, chooseOptimizer, Optimizer } from './optimizers';
import { multiplyAdd, panelSamples, rowBytes } from './panel';
import { Real } from './real';
import { addLosses, resetMetrics, softmaxCrossentropy, storeMetrics, termBytes } from './softmax-crossentropy';
import { arrive, awaitOthers, barrier, releaseOthers, setTeam, setThreads, shareStart, thread } from './team';
import { penalties, updateShare } from './update';

let command: Command = changetype<Command>(0);

export { setNetwork };

export function setShape(index: i32, inputs: i32, units: i32, transposed: usize, transposedStride: usize, outputs: usize, outputStride: usize, weightRow: usize, weightRun: usize): void {
  const layer = layerAt(index);
  layer.inputs = inputs;
  layer.units = units;
  layer.transposed = transposed;
  layer.transposedStride = transposedStride;
  layer.outputs = outputs;
  layer.outputStride = outputStride;
  layer.weightRow = weightRow;
  layer.weightRun = weightRun;
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

/** Adds an activation after a hidden layer; `slopes` has room for as many numbers as its outputs, unless it is ReLU. */
export function setActivation(index: i32, kind: Activation, alpha: f64, slopes: usize): void {
  const layer = layerAt(index);
  layer.activation = kind;
  layer.alpha = alpha;
  layer.slopes = slopes;
}

/** Adds dropout after a hidden layer. */
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

/** Sets which thread of a team this instance is, counting from 0, and where the team's words are; without this call, it works alone. */
export { setTeam };

/** `address` has room for a Command. */
export function setCommand(address: usize): void {
  command = changetype<Command>(address);
}

/**
 * Takes all tiles of a batch through the network: targets [panel][samples], and inputs [panel][features][samples] or, if `places` is not 0,
 * the samples of inputs [sample][features] that places [panel][samples] selects. Writes the loss sum and the number of correct samples to
 * the results. With `learn`, there is dropout, as after `updates` updates, and it also computes the penalties and the gradients of the data
 * loss. `count` threads share the work. Neither this nor `isWide` changes any bit.
 */
export function pass(count: i32, panels: i32, samples: i32, inputs: usize, places: usize, targets: usize, learn: bool, updates: u32, isWide: bool): void {
  command.kind = CommandKind.Pass;
  command.panels = panels;
  command.samples = samples;
  command.inputs = inputs;
  command.places = places;
  command.targets = targets;
  command.learn = learn;
  command.updates = updates;
  command.isWide = isWide;
  lead(count);
}

/** Updates all parameters by the gradients of the last learning pass and of the penalties. */
export function update(count: i32, learningRate: f64, correction1: f64, correction2: f64): void {
  command.kind = CommandKind.Update;
  command.learningRate = learningRate;
  command.correction1 = correction1;
  command.correction2 = correction2;
  lead(count);
}

function lead(count: i32): void {
  command.threads = count;
  setThreads(count);
  releaseOthers();
  obey();
  awaitOthers();
}

/** What every thread of a team except the first does: its share of each command, until told to leave. */
export function follow(): void {
  while (arrive()) {
    setThreads(command.threads);
    obey();
  }
}

function obey(): void {
  if (command.kind == CommandKind.Pass) passShare();
  else {
    beginStep(command.learningRate, command.correction1, command.correction2);
    updateShare();
  }
}

function passShare(): void {
  const learn = command.learn;
  const updates = command.updates;
  const isWide = command.isWide;
  const panels = command.panels;
  const isOneTile = panels <= panelsPerTile;
  if (thread == 0) resetMetrics();
  if (!isOneTile) transposeWeights();
  if (learn) clearGradients();
  if (learn) penalties();
  const index = layerCount - 1;
  const last = layerAt(index);
  for (let first = 0; first < panels; first += panelsPerTile) {
    const count = min(panelsPerTile, panels - first);
    const position = first * panelSamples;
    const from = shareStart(count, 1, thread);
    const share = shareStart(count, 1, thread + 1) - from;
    let tile = tileInputs;
    if (first > 0) barrier(); // until the previous tile is no longer needed
    if (command.places == 0) tile = command.inputs + <usize>first * inputBytes();
    else {
      const places = command.places + <usize>(position + from * panelSamples) * sizeof<i32>();
      gather(share, layerAt(0).inputs, command.inputs, places, tile + <usize>from * inputBytes());
      barrier();
    }
    forward(count, tile, learn, position, updates, isOneTile, isWide);
    const targets = command.targets + <usize>first * rowBytes;
    const logits = <usize>from * last.outputStride;
    const terms = <usize>from * termBytes;
    softmaxCrossentropy(last.units, share, <Real>command.samples, last.outputs + logits, shiftedLogits + logits, targets + <usize>from * rowBytes, lossTerms + terms);
    if (learn) blockDeltas(index, 0, blocksOf(last), from, share, count);
    barrier();
    if (thread == 0) addLosses(last.units, count, shiftedLogits, targets, lossTerms);
    if (learn) backward(count, tile, position, updates, isWide);
  }
  if (thread == 0) storeMetrics(results);
}

/** Replaces the first of three vectors at `address` by first * second + third, to show how often it is rounded. */
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
