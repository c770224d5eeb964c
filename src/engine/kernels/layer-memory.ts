import { dropoutPurpose, dropoutThreshold } from '../layers/dropout-mask.ts';
import { penaltyParts } from '../training/epoch-row.ts';
import type { Precision } from '../training/training-config.ts';
import type { DenseStage } from './dense-stages.ts';
import { activationNumber, type Kernels } from './kernel-exports.ts';
import { bytesPerNumber, type MemoryPlan, type Region } from './memory-plan.ts';
import { panelStride, rowStride, samplesPerPanel } from './panels.ts';
import { type WeightLayout, weightLayout } from './weight-layout.ts';

/** Room for a DenseLayer of assembly/layer.ts. */
const layerNumbers = 17;

/** An array of parameters with the arrays that an update needs, all of the same shape. */
export interface ParameterRegions {
  readonly values: Region;
  readonly gradients: Region;
  readonly moments: readonly [Region, Region];
}

/** Where a dense layer is placed in the kernels' memory. */
export interface LayerRegions {
  readonly weights: ParameterRegions;
  readonly biases: ParameterRegions;
  readonly weightLayout: WeightLayout;
  readonly transposed: Region;
  /** Bytes from one row of transposed weights to the next. */
  readonly transposedStride: number;
  readonly outputs: Region;
  /** Bytes from one panel of outputs to the next. */
  readonly outputStride: number;
  /** Slopes of an activation that is not part of the products, in the layout of outputs; null if there is none. */
  readonly slopes: Region | null;
}

/** Where the layers of a network are placed, and the table that describes them to the kernels. */
export interface NetworkRegions {
  readonly table: Region;
  readonly tilePanels: number;
  readonly layers: readonly LayerRegions[];
  /** Room for a tile of the last layer's outputs. */
  readonly shiftedLogits: Region;
  /** Room for six vectors per panel of a tile. */
  readonly lossTerms: Region;
  /** Loss and number of correct samples of a pass, then `penaltyParts` of every layer. */
  readonly results: Region;
  /** Room for two tiles of the widest layer's outputs, and for a tile of inputs; null without batches. */
  readonly batch: { readonly blockDeltas: readonly [Region, Region]; readonly tileInputs: Region } | null;
}

/** What the memory layout depends on, besides the layers. */
export interface NetworkMemory {
  readonly tilePanels: number;
  /** Whether there are batches: their weight gradients are summed in blocks of units. */
  readonly inBatches: boolean;
  readonly precision: Precision;
}

export function reserveLayers(
  plan: MemoryPlan,
  stages: readonly DenseStage[],
  { tilePanels, inBatches, precision }: NetworkMemory,
): NetworkRegions {
  const parameters = (length: number): ParameterRegions => ({
    values: plan.reserve(length, precision),
    gradients: plan.reserve(length, precision),
    moments: [plan.reserve(length, precision), plan.reserve(length, precision)],
  });
  const table = plan.reserve(stages.length * layerNumbers, 'float64');
  const layers = stages.map(({ inputs, units, activation }, index) => {
    // Only between hidden layers: softmax treats the last layer's panels as one row.
    const outputStride = panelStride(units, index < stages.length - 1);
    const outputNumbers = (tilePanels * outputStride) / bytesPerNumber[precision];
    const isApart = activation !== null && activation.kind !== 'relu';
    const layout = weightLayout(inputs, units, precision, inBatches && index < stages.length - 1);
    const transposedStride = rowStride(inputs * bytesPerNumber[precision]);
    return {
      weights: parameters(layout.length),
      weightLayout: layout,
      biases: parameters(units),
      transposed: plan.reserve((units * transposedStride) / bytesPerNumber[precision], precision),
      transposedStride,
      outputs: plan.reserve(outputNumbers, precision),
      outputStride,
      slopes: isApart ? plan.reserve(outputNumbers, precision) : null,
    };
  });
  const tileOf = (width: number) => plan.reserve(tilePanels * width * samplesPerPanel(precision), precision);
  const shiftedLogits = tileOf(stages.at(-1)!.units);
  const widest = Math.max(...stages.map(({ units }) => units));
  const blockDeltas = () => [tileOf(widest), tileOf(widest)] as const;
  const batch = inBatches ? { blockDeltas: blockDeltas(), tileInputs: tileOf(stages[0]!.inputs) } : null;
  const lossTerms = tileOf(3);
  const results = plan.reserve(2 + stages.length * penaltyParts.length, 'float64');
  return { table, tilePanels, layers, shiftedLogits, lossTerms, results, batch };
}

/** What every thread's kernels must know about the network. The layers themselves are described once, in shared memory. */
export function networkArguments(regions: NetworkRegions): Parameters<Kernels['setNetwork']> {
  const { table, tilePanels, layers, shiftedLogits, lossTerms, results, batch } = regions;
  return [
    table.address,
    layers.length,
    tilePanels,
    shiftedLogits.address,
    lossTerms.address,
    results.address,
    Number(batch !== null),
    batch?.blockDeltas[0].address ?? 0,
    batch?.blockDeltas[1].address ?? 0,
    batch?.tileInputs.address ?? 0,
  ];
}

/** Describes each layer's memory to the kernels, once they know the network. */
export function describeLayers(
  kernels: Kernels,
  stages: readonly DenseStage[],
  { layers }: NetworkRegions,
  seed: number,
): void {
  stages.forEach(({ inputs, units, activation, dropout, config: lambdas }, index) => {
    const { weights, biases, transposed, transposedStride, outputs, outputStride, slopes, weightLayout } =
      layers[index]!;
    const rest = [transposed.address, transposedStride, outputs.address, outputStride] as const;
    kernels.setShape(index, inputs, units, ...rest, weightLayout.row, weightLayout.run);
    if (activation) {
      const alpha = 'alpha' in activation ? activation.alpha : 0;
      kernels.setActivation(index, activationNumber[activation.kind], alpha, slopes?.address ?? 0);
    }
    const { weightRegularizerL1, weightRegularizerL2, biasRegularizerL1, biasRegularizerL2 } = lambdas;
    kernels.setWeights(index, ...addressesOf(weights), weightRegularizerL1, weightRegularizerL2);
    kernels.setBiases(index, ...addressesOf(biases), biasRegularizerL1, biasRegularizerL2);
    if (dropout === null || dropout.rate === 0) return;
    const { rate, dropoutLayer } = dropout;
    const purpose = dropoutPurpose + dropoutLayer;
    kernels.setDropout(index, dropoutThreshold(rate), 1 / (1 - rate), seed, purpose);
  });
}

function addressesOf({ values, gradients, moments }: ParameterRegions): [number, number, number, number] {
  return [values.address, gradients.address, moments[0].address, moments[1].address];
}
