import { DenseLayer, layerBytes } from './layer';
import { panelSamples, rowBytes } from './panel';

let layers: usize = 0;
export let layerCount: i32 = 0;
export let panelsPerTile: i32 = 1;
/**
 * Whether gradients are summed in blocks, which is faster and gives different bits: used for batches. Training on whole sets keeps the bits
 * that it had before blocks existed.
 */
export let inBlocks: bool = false;
/**
 * Losses and sums over lanes are computed for this many panels before the next panels are added: bits depend on this number, and therefore
 * not on a batch's tile size.
 */
export const sumPanels: i32 = 16;
/** Units per block. */
export const blockUnits: i32 = panelSamples;
/** Room for a tile's deltas of the widest layer, in blocks; two of them, used by alternate layers. */
let blockDeltas: usize = 0;
let otherBlockDeltas: usize = 0;
/** Room for a tile's gathered inputs. */
export let tileInputs: usize = 0;

/** Room for a tile's logits minus their row maxima. */
export let shiftedLogits: usize = 0;
/** Room for the terms that the losses of a tile's samples are summed from. */
export let lossTerms: usize = 0;
/** Where a pass writes its loss and number of correct samples and, starting at `penaltiesAt`, the layers' penalties. */
export let results: usize = 0;
/** Bytes from the results to the penalties. */
export const penaltiesAt: usize = 16;

/** `address` has room for `count` layers, each to be described by `setLayer`. */
export function setNetwork(
  address: usize,
  count: i32,
  tilePanels: i32,
  shifted: usize,
  terms: usize,
  itsResults: usize,
  blocks: bool,
  deltas: usize,
  otherDeltas: usize,
  inputs: usize,
): void {
  layers = address;
  layerCount = count;
  panelsPerTile = tilePanels;
  shiftedLogits = shifted;
  lossTerms = terms;
  results = itsResults;
  inBlocks = blocks;
  blockDeltas = deltas;
  otherBlockDeltas = otherDeltas;
  tileInputs = inputs;
}

@inline
export function layerAt(index: i32): DenseLayer {
  return changetype<DenseLayer>(layers + <usize>index * layerBytes);
}

/** Number of a layer's blocks of units whose gradients are summed by block-gradients.ts; gradients.ts sums the rest. */
@inline
export function blocksOf(layer: DenseLayer): i32 {
  return inBlocks ? layer.units / blockUnits : 0;
}

/** Where a layer's deltas are stored in blocks. */
@inline
export function blockDeltasOf(index: i32): usize {
  return index & 1 ? otherBlockDeltas : blockDeltas;
}

/** Bytes of one panel of inputs. */
@inline
export function inputBytes(): usize {
  return <usize>layerAt(0).inputs * rowBytes;
}
