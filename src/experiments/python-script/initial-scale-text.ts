import type { Initialization } from '#engine';
import type { RunConfig } from '../run-config.ts';

const scales: Readonly<Record<Initialization, string>> = {
  chapter: '0.01',
  heNormal: 'math.sqrt(2 / inputs)',
  xavierNormal: 'math.sqrt(2 / (inputs + units))',
};

/** Standard deviation of the initial weights of a dense layer with `inputs` and `units`. */
export function initialScaleText({ initialization }: RunConfig): string {
  return scales[initialization];
}
