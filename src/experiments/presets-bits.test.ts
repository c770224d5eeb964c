import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { createTraining } from '#engine';
import { presets } from './presets.ts';

// SHA-256 of parameters and metrics after the last update, computed by Node 24 on x64. Engine 2, which used the host's own log, sin and
// cos, gave the same there.
it.each([
  ['chapter-100x64', 400, 'a20eb14e4b5b7b155fd08a8b777903f4951e667073d8584c43b94f3a9264812d'],
  ['chapter-1000x64', 60, 'c111b7d2a4f963bc755cf329f87e6401c1fdc40a8388f9ed514dcf7f2d215759'],
  ['chapter-1000x512', 10, 'e07013dbd711bb24a6ae0a9b79708f3c53a2d74eaadc3b8a40a597e771f953c7'],
])('%s has the same bits on every machine after %i epochs', (name, epochs, digest) => {
  const training = createTraining({ ...presets.find((preset) => preset.name === name)!.config, epochs });
  training.advance(epochs, new Float64Array(epochs * training.rowLength));
  const { dataLoss, accuracy, validationLoss, validationAccuracy } = training.evaluate();
  const metrics = Float64Array.of(dataLoss, accuracy, validationLoss, validationAccuracy);
  const hash = createHash('sha256');
  for (const numbers of [...training.state().parameters, metrics])
    hash.update(new Uint8Array(numbers.slice().buffer));
  expect(hash.digest('hex')).toBe(digest);
});
