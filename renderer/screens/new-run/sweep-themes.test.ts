import { parseRunConfig, parseSweep, presets } from '#api';
import { expect, it } from 'vitest';
import { sweepThemes } from './sweep-themes.ts';

it('names what can be swept in each layer, by paths that a sweep accepts', () => {
  const { config } = presets[0]!;
  const layers = [
    config.layers[0]!,
    config.layers[1]!,
    { kind: 'dropout', rate: 0.1 },
    ...config.layers.slice(2),
  ];
  const parsed = parseRunConfig({ ...config, layers });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.issues));
  const themes = sweepThemes(parsed.config);
  expect(themes.map(({ label }) => label)).toEqual([
    'L2 on weights and biases of dense 1',
    'L2 on weights and biases of dense 2',
    'L1 on weights and biases of dense 1',
    'L1 on weights and biases of dense 2',
    'Dropout after dense 1',
    'Learning rate',
    'Size of the training set',
  ]);
  for (const { paths } of themes) {
    const points = [0.25, 0.5].map((value) =>
      Object.fromEntries(paths.map((path) => [path, path.startsWith('dataset') ? value * 40 : value])),
    );
    expect(parseSweep({ base: parsed.config, axes: [{ points }], seeds: [0] }).ok, paths.join()).toBe(true);
  }
});
