import { DenseLayer, layerBytes } from './layer';
import { panelSamples, rowBytes } from './panel';

let layers: usize = 0;
export let layerCount: i32 = 0;
export let panelsPerTile: i32 = 1;
/**
 * Whether gradients are summed in blocks, which is faster and gives other bits: for batches. What takes whole sets keeps the
 * bits that it had before there were any.
 */
export let inBlocks: bool = false;
/** Losses and sums over lanes are made for so many panels before those of the next are added: bits depend on it, and so not on the size of a batch's tile. */
export const sumPanels: i32 = 16;
/** Units of a block. */
export const blockUnits: i32 = panelSamples;
/** Room for a tile's deltas of the widest layer, in blocks; twice, for layers in turn. */
let blockDeltas: usize = 0;
let otherBlockDeltas: usize = 0;
/** Room for a tile's inputs, where they are gathered. */
export let tileInputs: usize = 0;

/** Room for a tile's logits, less their rows' maxima. */
export let shiftedLogits: usize = 0;
/** Room for what the losses of a tile's samples are summed from. */
export let lossTerms: usize = 0;
/** Where a pass writes its loss and number right, and from `penaltiesAt` on the layers' penalties. */
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

/** Blocks of a layer's units whose gradients are summed by block-gradients.ts, the rest by gradients.ts. */
@inline
export function blocksOf(layer: DenseLayer): i32 {
  return inBlocks ? layer.units / blockUnits : 0;
}

/** Where a layer's deltas lie in blocks. */
@inline
export function blockDeltasOf(index: i32): usize {
  return index & 1 ? otherBlockDeltas : blockDeltas;
}

/** Bytes of a panel of inputs. */
@inline
export function inputBytes(): usize {
  return <usize>layerAt(0).inputs * rowBytes;
}
