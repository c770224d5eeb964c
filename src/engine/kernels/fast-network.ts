import type { TrainingStart } from '../training/draw-start.ts';
import type { Network, NetworkConfig } from '../training/network.ts';
import { denseStages } from './dense-stages.ts';
import { describeLayers, networkArguments, reserveLayers } from './layer-memory.ts';
import { type Crew, describeKernels } from './crew.ts';
import { createFasterWay, type FasterWay, hostClock, type Way } from './faster-way.ts';
import { createMemoryPlan, numbersAt } from './memory-plan.ts';
import { momentCorrection, optimizerArguments, optimizerRule } from './optimizer-rule.ts';
import { createPanelSet, type PanelRun, reserveSet } from './panel-set.ts';
import { samplesPerPanel } from './panels.ts';
import { createShownNumbers } from './shown-numbers.ts';
import { alone, createTeam, reserveTeam } from './team.ts';
import { instantiateKernels, kernelVariant } from './wasm.ts';

/** Activations per tile that fit in a CPU's cache beside the weights. */
const tileNumbers = 16_384;
/** Fewer would load the weights too often; more gain nothing. */
const minTilePanels = 8;
const maxTilePanels = 16;
/** Samples per tile of a batch, for layers with so many units that loading their weights dominates. */
const wideUnits = 128;
const wideTileSamples = 128;

export interface FastNetworkOptions {
  /** Must match the config's precision; anything other than the host's best is for tests. */
  readonly variant?: ReturnType<typeof kernelVariant>;
  /** Whether products take one panel at a time (the first way) or two (the second). */
  readonly createWay?: () => FasterWay;
  /** Starts threads that may help; null for none. */
  readonly crew?: Crew | null;
}

/**
 * The fused network in WebAssembly: tiles of samples go through all layers (forward, loss, backward and gradient sums) while they are in
 * cache. Its formulas are those of the readable network; its sums run in a different order, so its results differ from that network's by
 * rounding.
 *
 * float64 is exact: plain IEEE 754 arithmetic in a fixed order, with exp and log of its own, so that the same config gives the same bits on
 * every machine. float32 is fast: see `kernelVariant` for what its bits depend on.
 *
 * Throws RangeError unless the layers are dense ones, each but the last optionally followed by activation and dropout, with softmax last
 * and one unit per class; or if there is not enough memory.
 *
 * The number of threads does not change any bit either.
 */
export function createFastNetwork(
  config: NetworkConfig,
  start: TrainingStart,
  {
    variant = kernelVariant(config.precision),
    createWay = createFasterWay,
    crew = null,
  }: FastNetworkOptions = {},
): Network {
  const { precision } = config;
  const { features, classes } = start.training;
  const stages = denseStages(config.layers, features, classes);
  const inBatches = config.batchSize !== null;
  const units = stages.map((stage) => stage.units);
  const tilePanels = (inBatches ? batchTilePanels : tilePanelsOf)(samplesPerPanel(precision), units);
  const optimizer = optimizerRule(config.optimizer);

  const plan = createMemoryPlan();
  const network = reserveLayers(plan, stages, { tilePanels, inBatches, precision });
  const trainingRegions = reserveSet(plan, start.training, config.batchSize, precision);
  const validationRegions = reserveSet(plan, start.validation, null, precision);
  const { command, words } = reserveTeam(plan, crew === null);

  const { kernels, ...shared } = instantiateKernels(variant, plan.bytes, crew !== null);
  const memory = shared.memory.buffer;
  const told = {
    network: networkArguments(network),
    optimizer: optimizerArguments(optimizer),
    command: command.address,
  };
  describeKernels(kernels, told);
  if (words) kernels.setTeam(words.address, 0);
  describeLayers(kernels, stages, network, config.seed);
  const team =
    crew && words ? createTeam(crew, { ...shared, ...told, words: words.address }, hostClock) : alone;
  /** Which way is faster depends on the number of threads. */
  const ways: FasterWay[] = [];
  const wayNow = (): FasterWay => (ways[team.threads] ??= createWay());
  const training = createPanelSet(memory, trainingRegions, precision);
  const validation = createPanelSet(memory, validationRegions, precision);

  const shown = createShownNumbers(memory, network.layers, optimizer.moments, precision);
  shown.parameters.forEach(({ weights }, index) => weights.set(start.weights[index]!));

  const results = numbersAt(memory, network.results, 'float64') as Float64Array;
  /** @param updates made so far, for a training pass; null only measures */
  function pass({ panels, samples, inputs, places, targets }: PanelRun, updates: number | null, way: Way) {
    shown.takeBack();
    const learn = Number(updates !== null);
    kernels.pass(team.threads, panels, samples, inputs, places, targets, learn, updates ?? 0, way);
    return { dataLoss: results[0]! / samples, accuracy: results[1]! / samples };
  }
  return {
    penalties: results.subarray(2),
    get parameters() {
      return shown.parameters;
    },
    get moments() {
      return shown.moments;
    },
    arrange: training.arrange,
    trainingPass(batch, updates) {
      const run = training.batches[batch]!;
      const isWhole = run.panels === training.batches[0]!.panels;
      team.beginStep(isWhole);
      const faster = wayNow();
      const measured = team.work(() =>
        isWhole ? faster.take((way) => pass(run, updates, way)) : pass(run, updates, faster.way),
      );
      return { ...measured, samples: run.samples };
    },
    evaluate(set) {
      const run = set === 'training' ? training.all : validation.all;
      return pass(run, null, wayNow().way);
    },
    update(learningRate, step) {
      shown.takeBack();
      const { decay1, decay2 } = optimizer;
      const [mean, square] = [momentCorrection(decay1, step), momentCorrection(decay2, step)];
      team.work(() => kernels.update(team.threads, learningRate, mean, square));
    },
  };
}

/** Panels per tile for whole sets, within bounds, so that activations fit in cache. The bits of whole-set results depend on it. */
function tilePanelsOf(panelSamples: number, units: readonly number[]): number {
  const width = units.reduce((sum, own) => sum + own, 0);
  return Math.min(maxTilePanels, Math.max(minTilePanels, Math.floor(tileNumbers / (panelSamples * width))));
}

function batchTilePanels(panelSamples: number, units: readonly number[]): number {
  return Math.max(...units) < wideUnits ? maxTilePanels : wideTileSamples / panelSamples;
}
