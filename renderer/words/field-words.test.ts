import { expect, it } from 'vitest';
import { findField } from '#api';
import { columnLabel, fieldLabel } from './field-words.ts';

it.each([
  ['layers.0.weightRegularizerL2', 'L2 on weights of layer 0'],
  ['layers.2.biasRegularizerL1', 'L1 on biases of layer 2'],
  ['optimizer.learningRate', 'Learning rate'],
  ['tail.accuracy', 'Training accuracy, last 5 %'],
  ['test.data_loss', 'Training loss, test set'],
  ['biasRegularizerL1', 'L1 on biases, largest'],
  ['validation_loss@200', 'Validation loss, epoch 200'],
  ['diverged_at', 'Diverged at'],
])('calls the column of %s by its words', (name, label) => {
  expect(columnLabel(findField(name)!)).toBe(label);
});

it.each([
  ['layers.0.weightRegularizerL2', 'L2 on weights of layer 0'],
  ['optimizer.learningRate', 'Learning rate'],
  ['tail.accuracy', 'training accuracy, last 5 %'],
  ['final.accuracy', 'training accuracy'],
  ['validation_loss@200', 'validation loss, epoch 200'],
  ['diverged_at', 'diverged at'],
])('calls the axis of %s by its words', (name, label) => {
  expect(fieldLabel(findField(name)!, null)).toBe(label);
});
