import { expect, it } from 'vitest';
import { completeFilter } from './complete-filter.ts';

/** Completions at the |, with the text that they replace in brackets. */
function at(marked: string, known: readonly string[] = []) {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const { from, to, items } = completeFilter(text, offset, () => known);
  return { replaced: text.slice(from, to), texts: items.map((item) => item.text) };
}

it('offers fields where a term begins, first those that begin with what is typed', () => {
  const { replaced, texts } = at('seed = 3 and valid|ation_');
  expect(replaced).toBe('validation_');
  expect(texts.slice(0, 4)).toEqual([
    'validation_loss',
    'validation_accuracy',
    'validation.samplesPerClass',
    'validation.share',
  ]);
  expect(texts).toContain('best.validation_loss');
  expect(completeFilter('diverged_', 9).items).toEqual([
    { text: 'diverged_at', kind: 'field', about: 'number, epoch at which the loss was no longer finite' },
  ]);
  for (const start of ['', '(', 'not ', 'seed = 3 or ', 'seed between 1 and 2 and ']) {
    expect([start, at(`${start}|`).texts]).toEqual([start, expect.arrayContaining(['name', 'status'])]);
  }
});

it('offers metrics at the epoch that is typed', () => {
  expect(at('validation_l@20|').texts).toEqual([]);
  expect(at('validation_loss@20|').texts).toEqual(['validation_loss@20']);
  expect(at('gap@|').texts).toEqual(['gap@100']);
  expect(at('layer_penalties.0@3|').texts).toEqual(['layer_penalties.0@3']);
  expect(at('loss@200 |').texts).toContain('is nan');
});

it('offers the operators of a field', () => {
  const ofNumber = ['=', '!=', '<', '<=', '>', '>=', 'between', 'in', 'is missing'];
  expect(at('seed |').texts).toEqual([...ofNumber, 'and', 'or']);
  expect(at('loss |').texts).toEqual([...ofNumber, 'is nan', 'and', 'or']);
  expect(at('name st|').texts).toEqual(['starts with']);
  expect(at('loss is |').texts).toEqual(['missing', 'nan']);
  expect(at('seed in |').texts).toEqual(['[']);
  expect(at('seed between 1 |').texts).toEqual(['and']);
});

it('offers values that occur, quoted where necessary, and those that a field can have', () => {
  const tags = ['wide', 'two words', 'or'];
  expect(at('tag = |', tags).texts).toEqual(['wide', '"two words"', '"or"']);
  expect(at('tag = tw|', tags)).toEqual({ replaced: 'tw', texts: ['"two words"'] });
  expect(at('status = run|').texts).toEqual(['running']);
  expect(at('optimizer.kind != |').texts).toEqual(['sgd', 'adagrad', 'rmsprop', 'adam']);
  expect(at('created > ye|').texts).toEqual(['yesterday']);
  expect(at('seed between |', ['1']).texts).toEqual(['1']);
  expect(at('seed between 1 and |', ['1']).texts).toEqual(['1']);
  expect(at('tag in [|', tags).texts).toHaveLength(3);
  expect(at('tag in [wide, |', tags).texts).toHaveLength(3);
  expect(at('tag in [wide |', tags).texts).toEqual([',', ']']);
  expect(at('tag starts with w|', tags).texts).toEqual(['wide', '"two words"']);
});

it('offers another term after a value, even one with the same name as a field', () => {
  expect(at('name = seed |').texts.slice(0, 3)).toEqual(['and', 'or', 'name']);
  expect(at('tag in [a] |').texts.slice(0, 2)).toEqual(['and', 'or']);
});
