import { expect, it, onTestFinished } from 'vitest';
import { defaultTableLayout, fieldTemplates, findField } from '#api';
import { fixedColumns, knownColumns } from './columns.ts';
import { columnOf, isShortName } from './field-columns.ts';
import { historyLayers } from './useHistoryFields.ts';

it('knows every column of the default layout', () => {
  for (const { id } of defaultTableLayout.columns) expect(columnOf(id)?.id, id).toBe(id);
});

it('shows, sorts by and requests fields that exist', () => {
  for (const { id, field, sort } of [...fixedColumns, ...knownColumns]) {
    if (field !== undefined) expect(findField(field)?.name, id).toBe(field);
    if (sort !== undefined) expect(findField(sort), id).not.toBeNull();
  }
});

it('makes a column of every field, with a distinct label', () => {
  const fields = fieldTemplates().map(({ name }) => findField(name.replace('.N', '.3'))!);
  const names = fields.filter((field) => !isShortName(field)).map(({ name }) => name);
  const columns = names.map((name) => columnOf(name));
  expect(columns).not.toContain(null);
  const labels = columns.map((column) => column!.label);
  expect(labels.filter((label, at) => labels.indexOf(label) !== at)).toEqual([]);
  expect(columnOf('no.such.field')).toBeNull();
});

it('names layers as all runs of the history have them', () => {
  onTestFinished(() => void (historyLayers.value = []));
  expect(columnOf('layers.0.units')!.label).toBe('Units of layer 0');
  historyLayers.value = [{ kind: 'dense' }];
  expect(columnOf('layers.0.units')!.label).toBe('Units of dense 1');
});

it('formats what was read by what it is', () => {
  expect(columnOf('best.validation_accuracy')?.format?.(0.5)).toBe('50.0%');
  expect(columnOf('parameters')?.format?.(4419)).toBe('4,419');
  expect(columnOf('optimizer.learningRate')?.format?.(0.0005)).toBe('5e-4');
  expect(columnOf('notes')?.readText?.('two\nlines')).toBe('two lines');
  expect(columnOf('notes')?.readText?.(null)).toBe('–');
});
