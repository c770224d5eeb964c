import { countSamples, type LambdaSetting, type RunConfig } from '#api';
import { inject, provide, type InjectionKey } from 'vue';

const settingKey: InjectionKey<() => LambdaSetting | null> = Symbol('lambda setting');

/** Tells the lambda fields below what they regularize; null while the config has errors. */
export function provideLambdaSetting(config: () => RunConfig | null | undefined): void {
  provide(settingKey, () => {
    const known = config();
    return known ? settingOf(known) : null;
  });
}

/** What the lambdas of the calling component regularize, or null if nobody provides it. */
export function useLambdaSetting(): () => LambdaSetting | null {
  return inject(settingKey, () => null);
}

/** The parts of a config that determine the equivalent lambda elsewhere. */
export function settingOf(config: RunConfig): LambdaSetting {
  const { batchSize, optimizer, layers, dataset } = config;
  return {
    samples: countSamples(config).training,
    classes: dataset.classes,
    batchSize,
    optimizer,
    layers,
  };
}
