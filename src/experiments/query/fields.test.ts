import { expect, it } from 'vitest';
import { flattenConfig } from '../config-diff.ts';
import { presets } from '../presets.ts';
import { runConfigSchema } from '../run-config.ts';
import { fieldTemplates, findField, isOfLayers, ofLayer, suggestField } from './fields.ts';

it('has every path of a config, with its type', () => {
  const configs = Object.values(presets).map(({ config }) => runConfigSchema.parse(config));
  for (const config of configs) {
    for (const [path, value] of flattenConfig(config)) {
      if (value === null) continue;
      expect([path, findField(path)]).toEqual([
        path,
        expect.objectContaining({ name: path, type: typeof value === 'number' ? 'number' : 'text' }),
      ]);
    }
  }
});

it('finds each field under its own name, whatever the case, with or without underscores', () => {
  for (const field of fieldTemplates()) {
    const own = isOfLayers(field) ? ofLayer(field, 3) : field;
    for (const written of [own.name, own.name.toUpperCase(), own.name.replaceAll('_', '')]) {
      expect(findField(written)).toEqual(own);
    }
  }
  expect(findField('validationLoss')!.name).toBe('validation_loss');
  expect(findField('durationMs')!.name).toBe('duration');
  expect(findField('layers.N.units')).toBeNull();
  expect(findField('layers.100.units')).toBeNull();
  expect(findField('constructor')).toBeNull();
});

it('has every metric of an epoch at an epoch', () => {
  expect(findField('validationLoss@0200')).toEqual({
    ...{ name: 'validation_loss@200', group: 'metric', type: 'number', values: [] },
    about: 'validation loss, before the update of epoch 200',
  });
  expect(findField('learning_rate@5')!.name).toBe('learning_rate@5');
  expect(findField('Layer_Penalties.1@7')).toMatchObject({
    name: 'layer_penalties.1@7',
    about: 'penalty of dense layer 1, before the update of epoch 7',
  });
  for (const none of [
    'seed@3',
    'epoch@3',
    'best.loss@3',
    'loss@',
    'loss@-1',
    'loss@1e3',
    'loss@123456789',
    'layer_penalties@3',
  ])
    expect([none, findField(none)]).toEqual([none, null]);
});

it('suggests the nearest name', () => {
  expect(suggestField('learnngRate')).toBe('learning_rate');
  expect(suggestField('layers.2.dropout')).toBeNull();
  expect(suggestField('patience')).toBe('earlyStopping.patience');
  expect(suggestField('validaton_loss@30')).toBe('validation_loss@30');
  expect(suggestField('layer_penaltis.2')).toBe('layer_penalties.2');
  expect(suggestField('colour@30')).toBeNull();
  expect(suggestField('')).toBeNull();
});
