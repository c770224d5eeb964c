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
/** Units of a block. */
export const blockUnits: i32 = panelSamples;
/** Room for a tile's deltas of the widest layer, in blocks. */
export let blockDeltas: usize = 0;
/** Room for a tile's inputs, where they are gathered. */
export let tileInputs: usize = 0;

/** Room for a tile's logits, less their rows' maxima. */
export let shiftedLogits: usize = 0;

/** `address` has room for `count` layers, each to be described by `setLayer`. */
export function setNetwork(address: usize, count: i32, tilePanels: i32, shifted: usize, blocks: bool, deltas: usize, inputs: usize): void {
  layers = address;
  layerCount = count;
  panelsPerTile = tilePanels;
  shiftedLogits = shifted;
  inBlocks = blocks;
  blockDeltas = deltas;
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

/** Bytes of a panel of inputs. */
@inline
export function inputBytes(): usize {
  return <usize>layerAt(0).inputs * rowBytes;
}
