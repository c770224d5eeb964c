import type { SampleSet } from '../datasets/sample-set.ts';
import type { TrainingStart } from '../training/draw-start.ts';
import { penaltyParts } from '../training/epoch-row.ts';
import type { Network, SetMetrics } from '../training/network.ts';
import type { TrainingConfig } from '../training/training-config.ts';
import { denseStages } from './dense-stages.ts';
import { createMemoryPlan, type MemoryPlan, numbersAt } from './memory-plan.ts';
import { momentCorrection, optimizerRule } from './optimizer-rule.ts';
import { fillPanels, panelCount, panelSamples } from './panels.ts';
import { instantiateKernels } from './wasm.ts';

/** Numbers of a tile's activations that stay in a CPU's cache beside the weights. */
const tileNumbers = 16_384;
const maxTilePanels = 16;
/** Room for a DenseLayer of assembly/layer.ts. */
const layerNumbers = 16;

/**
 * The fused network in WebAssembly: tiles of samples go through all layers forward, loss, backward and gradient sums
 * while they are in cache. float64, exact: plain IEEE 754 arithmetic in a fixed order, with exp and log of its own, so
 * that the same config gives the same bits on every machine. Its formulas are those of the readable network; its sums
 * run in another order, so its results differ from that one's by rounding.
 *
 * Throws RangeError when the layers are not dense ones, each with ReLU or without, and softmax last with a unit per
 * class, or when there is no memory for them.
 */
export function createFastNetwork(
  config: Pick<TrainingConfig, 'layers' | 'optimizer'>,
  start: TrainingStart,
): Network {
  const { features, classes } = start.training;
  const stages = denseStages(config.layers, features, classes);
  const samplesPerTile = panelSamples * tilePanelsOf(stages.reduce((sum, { units }) => sum + units, 0));

  const plan = createMemoryPlan();
  const layerTable = plan.reserve(stages.length * layerNumbers);
  const regions = stages.map(({ inputs, units }) => ({
    weights: reserveParameters(plan, inputs * units),
    biases: reserveParameters(plan, units),
    transposed: plan.reserve(inputs * units),
    outputs: plan.reserve(samplesPerTile * units),
  }));
  const sets = { training: reserveSet(plan, start.training), validation: reserveSet(plan, start.validation) };
  const metricsRegion = plan.reserve(2);
  const penaltiesRegion = plan.reserve(stages.length * penaltyParts.length);

  const { kernels, memory } = instantiateKernels(plan.bytes);
  kernels.setNetwork(layerTable.address, stages.length, samplesPerTile / panelSamples);
  const parameters = stages.map(({ inputs, units, relu, config: lambdas }, index) => {
    const { weights, biases, transposed, outputs } = regions[index]!;
    kernels.setShape(index, inputs, units, Number(relu), transposed.address, outputs.address);
    kernels.setWeights(
      index,
      ...addresses(weights),
      lambdas.weightRegularizerL1,
      lambdas.weightRegularizerL2,
    );
    kernels.setBiases(index, ...addresses(biases), lambdas.biasRegularizerL1, lambdas.biasRegularizerL2);
    const values = numbersAt(memory, weights.values);
    values.set(start.weights[index]!);
    return { weights: values, biases: numbersAt(memory, biases.values) };
  });
  for (const name of ['training', 'validation'] as const) {
    fillPanels(start[name], numbersAt(memory, sets[name].inputs), numbersAt(memory, sets[name].targets));
  }
  const optimizer = optimizerRule(config.optimizer);
  kernels.setOptimizer(optimizer.rule, optimizer.epsilon, optimizer.decay1, optimizer.decay2);

  const metrics = numbersAt(memory, metricsRegion);
  function pass(name: keyof typeof sets, learn: boolean): SetMetrics {
    const { panels, samples, inputs, targets } = sets[name];
    kernels.pass(panels, samples, inputs.address, targets.address, Number(learn), metricsRegion.address);
    return { dataLoss: metrics[0]! / samples, accuracy: metrics[1]! / samples };
  }
  return {
    penalties: numbersAt(memory, penaltiesRegion),
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

/** Panels whose activations, `width` numbers per sample over all layers, fit a tile. */
function tilePanelsOf(width: number): number {
  return Math.min(maxTilePanels, Math.max(1, Math.floor(tileNumbers / (panelSamples * width))));
}

function reserveParameters(plan: MemoryPlan, length: number) {
  return {
    values: plan.reserve(length),
    gradients: plan.reserve(length),
    moments1: plan.reserve(length),
    moments2: plan.reserve(length),
  };
}

function addresses(regions: ReturnType<typeof reserveParameters>): [number, number, number, number] {
  const { values, gradients, moments1, moments2 } = regions;
  return [values.address, gradients.address, moments1.address, moments2.address];
}

function reserveSet(plan: MemoryPlan, { samples, features }: SampleSet) {
  const panels = panelCount(samples);
  return {
    samples,
    panels,
    inputs: plan.reserve(panels * panelSamples * features),
    targets: plan.reserve(panels * panelSamples),
  };
}
