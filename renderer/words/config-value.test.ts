import { expect, it } from 'vitest';
import { formatConfigValue } from './config-value.ts';

it.each([
  [1e-3, undefined, '1e-3'],
  [3.16227766017e-4, undefined, '3.162e-4'],
  [10_001, undefined, '10001'],
  [1e7, undefined, '1e7'],
  [null, 'batchSize', 'full set'],
  [null, 'test', 'none'],
  [true, undefined, 'true'],
  [undefined, 'layers.0.alpha', '–'],
  ['leakyRelu', 'layers.1.kind', 'leaky ReLU'],
  ['sgd', 'optimizer.kind', 'SGD'],
  ['heNormal', 'initialization', 'He'],
  ['chapter', 'initialization', 'chapter'],
  ['of another version', 'layers.1.kind', 'of another version'],
  ['spiral', 'dataset.kind', 'spiral'],
])('writes %j at %s as %s', (value, path, text) => expect(formatConfigValue(value, path)).toBe(text));
