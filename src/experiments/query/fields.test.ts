import { expect, it } from 'vitest';
import { flattenConfig } from '../config-diff.ts';
import { presets } from '../presets.ts';
import { runConfigSchema } from '../run-config.ts';
import { fieldTemplates, findField, suggestField } from './fields.ts';

it('has every path of a config, of its type', () => {
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
  for (const field of fieldTemplates) {
    const name = field.name.replace('.N.', '.3.');
    for (const written of [name, name.toUpperCase(), name.replaceAll('_', '')]) {
      expect(findField(written)).toEqual({ ...field, name });
    }
  }
  expect(findField('validationLoss')!.name).toBe('validation_loss');
  expect(findField('durationMs')!.name).toBe('duration');
  expect(findField('layers.N.units')).toBeNull();
  expect(findField('layers.100.units')).toBeNull();
  expect(findField('constructor')).toBeNull();
});

it('suggests what is near', () => {
  expect(suggestField('learnngRate')).toBe('learning_rate');
  expect(suggestField('layers.2.dropout')).toBeNull();
  expect(suggestField('patience')).toBe('earlyStopping.patience');
  expect(suggestField('')).toBeNull();
});
