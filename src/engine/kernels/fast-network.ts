import type { SampleSet } from '../datasets/sample-set.ts';
import type { TrainingStart } from '../training/draw-start.ts';
import { penaltyParts } from '../training/epoch-row.ts';
import type { Network, SetMetrics } from '../training/network.ts';
import type { Precision, TrainingConfig } from '../training/training-config.ts';
import { denseStages } from './dense-stages.ts';
import { bytesPerNumber, createMemoryPlan, type MemoryPlan, numbersAt } from './memory-plan.ts';
import { momentCorrection, optimizerRule } from './optimizer-rule.ts';
import { fillPanels, panelStride, samplesPerPanel } from './panels.ts';
import { instantiateKernels, kernelVariant } from './wasm.ts';

/** Numbers of a tile's activations that stay in a CPU's cache beside the weights. */
const tileNumbers = 16_384;
/** Fewer would load the weights too often, more gain nothing. */
const minTilePanels = 8;
const maxTilePanels = 16;
/** Room for a DenseLayer of assembly/layer.ts. */
const layerNumbers = 16;

/**
 * The fused network in WebAssembly: tiles of samples go through all layers forward, loss, backward and gradient sums
 * while they are in cache. Its formulas are those of the readable network; its sums run in another order, so its results
 * differ from that one's by rounding.
 *
 * float64 is exact: plain IEEE 754 arithmetic in a fixed order, with exp and log of its own, so that the same config gives
 * the same bits on every machine. float32 is fast: see `kernelVariant` for what its bits depend on.
 *
 * Throws RangeError when the layers are not dense ones, each with ReLU or without, and softmax last with a unit per
 * class, or when there is no memory for them.
 *
 * @param variant the kernels, of the config's precision; others than the host's best are for tests
 */
export function createFastNetwork(
  config: Pick<TrainingConfig, 'layers' | 'optimizer' | 'precision'>,
  start: TrainingStart,
  variant = kernelVariant(config.precision),
): Network {
  const { precision } = config;
  const { features, classes } = start.training;
  const stages = denseStages(config.layers, features, classes);
  const panelSamples = samplesPerPanel(precision);
  const tilePanels = tilePanelsOf(
    panelSamples,
    stages.reduce((sum, { units }) => sum + units, 0),
  );

  const plan = createMemoryPlan();
  const layerTable = plan.reserve(stages.length * layerNumbers, 'float64');
  // Only between hidden layers: softmax takes the last one's panels as one row.
  const strides = stages.map(({ units }, index) => panelStride(units, index < stages.length - 1));
  const regions = stages.map(({ inputs, units }, index) => ({
    weights: reserveParameters(plan, inputs * units, precision),
    biases: reserveParameters(plan, units, precision),
    transposed: plan.reserve(inputs * units, precision),
    outputs: plan.reserve((tilePanels * strides[index]!) / bytesPerNumber[precision], precision),
  }));
  const sets = {
    training: reserveSet(plan, start.training, precision),
    validation: reserveSet(plan, start.validation, precision),
  };
  const metricsRegion = plan.reserve(2, 'float64');
  const penaltiesRegion = plan.reserve(stages.length * penaltyParts.length, 'float64');

  const { kernels, memory } = instantiateKernels(variant, plan.bytes);
  kernels.setNetwork(layerTable.address, stages.length, tilePanels);
  const parameters = stages.map(({ inputs, units, relu, config: lambdas }, index) => {
    const { weights, biases, transposed, outputs } = regions[index]!;
    kernels.setShape(
      index,
      inputs,
      units,
      Number(relu),
      transposed.address,
      outputs.address,
      strides[index]!,
    );
    kernels.setWeights(
      index,
      ...addresses(weights),
      lambdas.weightRegularizerL1,
      lambdas.weightRegularizerL2,
    );
    kernels.setBiases(index, ...addresses(biases), lambdas.biasRegularizerL1, lambdas.biasRegularizerL2);
    const values = numbersAt(memory, weights.values, precision);
    values.set(start.weights[index]!);
    return { weights: values, biases: numbersAt(memory, biases.values, precision) };
  });
  for (const name of ['training', 'validation'] as const) {
    const { inputs, targets } = sets[name];
    fillPanels(
      start[name],
      precision,
      numbersAt(memory, inputs, precision),
      numbersAt(memory, targets, precision),
    );
  }
  const optimizer = optimizerRule(config.optimizer);
  kernels.setOptimizer(optimizer.rule, optimizer.epsilon, optimizer.decay1, optimizer.decay2);

  const metrics = numbersAt(memory, metricsRegion, 'float64');
  function pass(name: keyof typeof sets, learn: boolean): SetMetrics {
    const { panels, samples, inputs, targets } = sets[name];
    kernels.pass(panels, samples, inputs.address, targets.address, Number(learn), metricsRegion.address);
    return { dataLoss: metrics[0]! / samples, accuracy: metrics[1]! / samples };
  }
  return {
    penalties: numbersAt(memory, penaltiesRegion, 'float64') as Float64Array,
    parameters,
    trainingPass() {
      kernels.penalties(penaltiesRegion.address);
      return pass('training', true);
    },
    evaluate: (name) => pass(name, false),
    update(learningRate, step) {
      const { decay1, decay2 } = optimizer;
      kernels.update(learningRate, momentCorrection(decay1, step), momentCorrection(decay2, step));
    },
  };
}

/** Panels whose activations, `width` numbers per sample over all layers, fit a tile, within bounds. */
function tilePanelsOf(panelSamples: number, width: number): number {
  return Math.min(maxTilePanels, Math.max(minTilePanels, Math.floor(tileNumbers / (panelSamples * width))));
}

function reserveParameters(plan: MemoryPlan, length: number, precision: Precision) {
  return {
    values: plan.reserve(length, precision),
    gradients: plan.reserve(length, precision),
    moments1: plan.reserve(length, precision),
    moments2: plan.reserve(length, precision),
  };
}

function addresses(regions: ReturnType<typeof reserveParameters>): [number, number, number, number] {
  const { values, gradients, moments1, moments2 } = regions;
  return [values.address, gradients.address, moments1.address, moments2.address];
}

function reserveSet(plan: MemoryPlan, { samples, features }: SampleSet, precision: Precision) {
  const panelSamples = samplesPerPanel(precision);
  const panels = Math.ceil(samples / panelSamples);
  return {
    samples,
    panels,
    inputs: plan.reserve(panels * panelSamples * features, precision),
    targets: plan.reserve(panels * panelSamples, precision),
  };
}
