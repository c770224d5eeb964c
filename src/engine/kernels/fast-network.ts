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

/** Numbers of a tile's activations that stay in a CPU's cache beside the weights. */
const tileNumbers = 16_384;
/** Fewer would load the weights too often, more gain nothing. */
const minTilePanels = 8;
const maxTilePanels = 16;
/** A tile of a batch has so many samples where a layer has so many units that loading its weights is what takes time. */
const wideUnits = 128;
const wideTileSamples = 128;

export interface FastNetworkOptions {
  /** Of the config's precision; others than the host's best are for tests. */
  readonly variant?: ReturnType<typeof kernelVariant>;
  /** Whether products take one panel at a time or, as the second way, two. */
  readonly createWay?: () => FasterWay;
  /** Threads that may help; null without. */
  readonly crew?: Crew | null;
}

/**
 * The fused network in WebAssembly: tiles of samples go through all layers forward, loss, backward and gradient sums
 * while they are in cache. Its formulas are those of the readable network; its sums run in another order, so its results
 * differ from that one's by rounding.
 *
 * float64 is exact: plain IEEE 754 arithmetic in a fixed order, with exp and log of its own, so that the same config gives
 * the same bits on every machine. float32 is fast: see `kernelVariant` for what its bits depend on.
 *
 * Throws RangeError when the layers are not dense ones, each but the last with activation and dropout or without, and softmax last
 * with a unit per class, or when there is no memory for them.
 *
 * The number of threads changes no bit either.
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
  /** Which way is faster depends on how many threads take it. */
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

/** Panels of whole sets, whose activations fit a tile, within bounds: they are part of these sets' bits. */
function tilePanelsOf(panelSamples: number, units: readonly number[]): number {
  const width = units.reduce((sum, own) => sum + own, 0);
  return Math.min(maxTilePanels, Math.max(minTilePanels, Math.floor(tileNumbers / (panelSamples * width))));
}

function batchTilePanels(panelSamples: number, units: readonly number[]): number {
  return Math.max(...units) < wideUnits ? maxTilePanels : wideTileSamples / panelSamples;
}
