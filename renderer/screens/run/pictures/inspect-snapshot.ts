import {
  deadUnits,
  effectiveParameters,
  forwardActivations,
  gradientNorms,
  histogram,
  nearZeroCounts,
  parametersOfSnapshot,
  weightNorms,
  type DeadUnits,
  type EffectiveParameters,
  type GradientNorm,
  type Histogram,
  type LayerConfig,
} from '#api';
import { largestOf } from '../../../figure/weights/weight-reach.ts';

/** Samples in the form the network gets them: [samples, features], and their class indices. */
export interface InspectedSamples {
  readonly samples: number;
  readonly classes: number;
  readonly inputs: Float64Array;
  readonly targets: Int32Array;
}

export interface InspectedNetwork {
  readonly layers: readonly LayerConfig[];
  /** A snapshot: weights, then biases, of each dense layer. */
  readonly parameters: Float32Array;
  /** null if the host does not provide all features: what depends on samples is then left out. */
  readonly samples: InspectedSamples | null;
}

/** What is reported about one dense layer at one epoch. */
export interface LayerInspection {
  readonly l1: number;
  readonly l2: number;
  /** Largest magnitude of a finite weight; 0 if there is none. */
  readonly largest: number;
  readonly weights: number;
  /** Number of weights whose magnitude is at most each of `nearZeroThresholds`. */
  readonly nearZero: readonly number[];
  /** For the weights; null without samples. */
  readonly gradient: GradientNorm | null;
}

export interface Inspection {
  readonly layers: readonly LayerInspection[];
  /** One entry per ReLU layer; null without samples. */
  readonly dead: readonly DeadUnits[] | null;
}

const parametersOf = ({ layers, parameters }: InspectedNetwork) =>
  parametersOfSnapshot({ layers: [...layers] }, parameters);

/** Norms, zeros, dead units and gradients of a network over all `samples`. */
export function inspectSnapshot(network: InspectedNetwork): Inspection {
  const { layers, samples } = network;
  const parameters = parametersOf(network);
  const gradients = samples ? gradientNorms(parameters, layers, samples) : null;
  return {
    layers: weightNorms(parameters).map(({ weights }, index) => ({
      l1: weights.l1,
      l2: weights.l2,
      largest: largestOf(parameters[index]!.weights),
      weights: weights.count,
      nearZero: nearZeroCounts(parameters[index]!.weights),
      gradient: gradients?.[index]?.weights ?? null,
    })),
    dead: samples ? deadUnits(parameters, layers, samples.inputs) : null,
  };
}

/** The activations of one layer over the samples; exact zeros, which a ReLU produces by the thousand, are counted separately. */
export interface ActivationHistogram {
  readonly histogram: Histogram;
  readonly zeros: number;
  readonly values: number;
}

/** The distribution of the outputs of every layer of `kinds`, in layer order. */
export function activationHistograms(
  network: InspectedNetwork,
  places: readonly number[],
): ActivationHistogram[] {
  const { layers, samples } = network;
  if (!samples) return [];
  const activations = forwardActivations(parametersOf(network), layers, samples.inputs);
  return places.map((place) => {
    const values = activations[place]!;
    const others = values.filter((value) => value !== 0);
    const zeros = values.length - others.length;
    return { histogram: histogram(others), zeros, values: values.length };
  });
}

/** See `effectiveParameters`. Takes up to seconds. */
export function countEffectiveParameters(network: InspectedNetwork): EffectiveParameters | null {
  const { layers, samples } = network;
  return samples && effectiveParameters(parametersOf(network), layers, samples.inputs);
}
