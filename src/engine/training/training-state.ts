import type { Numbers } from '../numerics/precision.ts';
import type { DenseParameters, Network } from './network.ts';
import type { TrainingConfig } from './training-config.ts';
import type { TrainingState } from './training.ts';

/** The arrays of all layers, one after the other: weights, biases, weights, ... */
export function parameterArrays(parameters: readonly DenseParameters[]): Numbers[] {
  return parameters.flatMap(({ weights, biases }) => [weights, biases]);
}

/** Copies the parameters and moments of a state into a network. Throws RangeError, before copying, if the state does not fit the config. */
export function restoreNetwork(config: TrainingConfig, network: Network, state: TrainingState): void {
  const parameters = parameterArrays(network.parameters);
  checkFit('parameters', state.parameters, parameters);
  checkFit('moments', state.moments, network.moments);
  if ((state.shuffle === null) !== (config.batchSize === null)) {
    throw new RangeError(
      `got a state ${state.shuffle === null ? 'without' : 'with'} a stream of shuffles; ` +
        `batchSize ${config.batchSize} needs it ${config.batchSize === null ? 'without' : 'with'}`,
    );
  }
  copyInto(parameters, state.parameters);
  copyInto(network.moments, state.moments);
}

/** Copies each array into one of the same length. Mutates `target`. */
export function copyInto(target: readonly Numbers[], source: readonly Numbers[]): void {
  target.forEach((values, index) => values.set(source[index]!));
}

/** Whether two lists of arrays of the same shapes hold the same numbers. */
export function areEqual(one: readonly Numbers[], other: readonly Numbers[]): boolean {
  return one.every((values, array) => values.every((value, index) => Object.is(value, other[array]![index])));
}

function checkFit(name: string, given: readonly Numbers[], own: readonly Numbers[]): void {
  const got = given.map(shapeOf).join(', ');
  const needed = own.map(shapeOf).join(', ');
  if (got !== needed) {
    throw new RangeError(`got a state with ${name} [${got}]; this config needs [${needed}]`);
  }
}

function shapeOf(values: Numbers): string {
  return `${values.length} float${8 * values.BYTES_PER_ELEMENT}`;
}
