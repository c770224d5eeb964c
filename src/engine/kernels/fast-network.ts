import type { TrainingStart } from '../training/draw-start.ts';
import { penaltyParts } from '../training/epoch-row.ts';
import type { Network, NetworkConfig } from '../training/network.ts';
import { denseStages } from './dense-stages.ts';
import { describeLayers, reserveLayers } from './layer-memory.ts';
import { createFasterWay } from './faster-way.ts';
import { createMemoryPlan, numbersAt, type Region } from './memory-plan.ts';
import { momentCorrection, optimizerRule } from './optimizer-rule.ts';
import { createPanelSet, type PanelRun, reserveSet } from './panel-set.ts';
import { samplesPerPanel } from './panels.ts';
import { instantiateKernels, kernelVariant } from './wasm.ts';

/** Numbers of a tile's activations that stay in a CPU's cache beside the weights. */
const tileNumbers = 16_384;
/** Fewer would load the weights too often, more gain nothing. */
const minTilePanels = 8;
const maxTilePanels = 16;

/**
 * The fused network in WebAssembly: tiles of samples go through all layers forward, loss, backward and gradient sums
 * while they are in cache. Its formulas are those of the readable network; its sums run in another order, so its results
 * differ from that one's by rounding.
 *
 * float64 is exact: plain IEEE 754 arithmetic in a fixed order, with exp and log of its own, so that the same config gives
 * the same bits on every machine. float32 is fast: see `kernelVariant` for what its bits depend on.
 *
 * Throws RangeError when the layers are not dense ones, each but the last with ReLU and dropout or without, and softmax last
 * with a unit per class, or when there is no memory for them.
 *
 * @param variant the kernels, of the config's precision; others than the host's best are for tests
 * @param faster whether products take one panel at a time or, as the second way, two
 */
export function createFastNetwork(
  config: NetworkConfig,
  start: TrainingStart,
  variant = kernelVariant(config.precision),
  faster = createFasterWay(),
): Network {
  const { precision } = config;
  const { features, classes } = start.training;
  const stages = denseStages(config.layers, features, classes);
  const width = stages.reduce((sum, { units }) => sum + units, 0);
  // Tiles of whole sets are part of their bits.
  const inBatches = config.batchSize !== null;
  const tilePanels = inBatches ? maxTilePanels : tilePanelsOf(samplesPerPanel(precision), width);
  const optimizer = optimizerRule(config.optimizer);

  const plan = createMemoryPlan();
  const network = reserveLayers(plan, stages, { tilePanels, inBatches, precision });
  const trainingRegions = reserveSet(plan, start.training, config.batchSize, precision);
  const validationRegions = reserveSet(plan, start.validation, null, precision);
  const metricsRegion = plan.reserve(2, 'float64');
  const penaltiesRegion = plan.reserve(stages.length * penaltyParts.length, 'float64');

  const { kernels, memory } = instantiateKernels(variant, plan.bytes);
  describeLayers(kernels, stages, network, config.seed);
  kernels.setOptimizer(
    optimizer.rule,
    optimizer.epsilon,
    optimizer.decay1,
    optimizer.decay2,
    optimizer.weightDecay,
  );
  const training = createPanelSet(memory, trainingRegions, precision);
  const validation = createPanelSet(memory, validationRegions, precision);

  const arrayAt = (region: Region) => numbersAt(memory, region, precision);
  const parameters = network.layers.map(({ weights, biases }) => ({
    weights: arrayAt(weights.values),
    biases: arrayAt(biases.values),
  }));
  parameters.forEach(({ weights }, index) => weights.set(start.weights[index]!));
  const moments = network.layers.flatMap(({ weights, biases }) =>
    [weights, biases].flatMap((own) => own.moments.slice(0, optimizer.moments).map(arrayAt)),
  );

  const metrics = numbersAt(memory, metricsRegion, 'float64');
  /** @param updates made so far, for a training pass; null only measures */
  function pass(
    { panels, samples, inputs, places, targets }: PanelRun,
    updates: number | null,
    way = faster.way,
  ) {
    kernels.pass(
      panels,
      samples,
      inputs,
      places,
      targets,
      Number(updates !== null),
      updates ?? 0,
      way,
      metricsRegion.address,
    );
    return { dataLoss: metrics[0]! / samples, accuracy: metrics[1]! / samples };
  }
  return {
    penalties: numbersAt(memory, penaltiesRegion, 'float64') as Float64Array,
    parameters,
    moments,
    arrange: training.arrange,
    trainingPass(batch, updates) {
      kernels.penalties(penaltiesRegion.address);
      const run = training.batches[batch]!;
      const isWhole = run.panels === training.batches[0]!.panels;
      const measured = isWhole ? faster.take((way) => pass(run, updates, way)) : pass(run, updates);
      return { ...measured, samples: run.samples };
    },
    evaluate: (set) => pass(set === 'training' ? training.all : validation.all, null),
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
