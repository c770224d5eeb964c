import { expect, it } from 'vitest';
import { findField } from '#api';
import { fieldLabel } from './field-words.ts';

it.each([
  ['layers.0.weightRegularizerL2', 'L2 on weights of layer 0'],
  ['layers.2.biasRegularizerL1', 'L1 on biases of layer 2'],
  ['optimizer.learningRate', 'Learning rate'],
  ['tail.accuracy', 'training accuracy, last 5 %'],
  ['final.accuracy', 'training accuracy'],
  ['test.data_loss', 'training loss, test set'],
  ['biasRegularizerL1', 'L1 on biases, largest'],
  ['validation_loss@200', 'validation loss, epoch 200'],
  ['diverged_at', 'diverged at'],
])('labels the axis of %s', (name, label) => {
  expect(fieldLabel(findField(name)!, [])).toBe(label);
});

it('names a layer if all have the same one', () => {
  const layers = [{ kind: 'dense' }, { kind: 'activation' }, { kind: 'dense' }];
  const label = (name: string): string => fieldLabel(findField(name)!, layers);
  expect(label('layers.2.units')).toBe('Units of dense 2');
  expect(label('layers.1.kind')).toBe('Activation of dense 1');
  expect(label('layers.4.units')).toBe('units of layer 4');
});
