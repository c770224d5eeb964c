import { expect, it } from 'vitest';
import { findField } from './fields.ts';
import { filterTerms, joinTerms, rangeTerm, testedRange, testedValues, valuesTerm } from './filter-terms.ts';

const field = (name: string) => findField(name)!;
const testOf = (text: string) => filterTerms(text)[0]!.comparison!.test;

it('splits a filter into terms that must all hold, and joins them again', () => {
  const text = 'otter seed=3 and (loss < 1 or tag = wide) and not status = failed';
  const terms = filterTerms(text);
  expect(terms.map((term) => [term.text, term.comparison?.field.name])).toEqual([
    ['otter', undefined],
    ['seed = 3', 'seed'],
    ['(loss < 1 or tag = wide)', undefined],
    ['not status = failed', undefined],
  ]);
  const whole = joinTerms(terms.map((term) => term.text));
  expect(filterTerms(whole).map((term) => term.text)).toEqual(terms.map((term) => term.text));
  expect(filterTerms(' ')).toEqual([]);
  expect(filterTerms('seed = 1 or b').length).toBe(1);
});

it('tests a number against a range, as briefly as possible', () => {
  const loss = field('validation_loss');
  expect(rangeTerm(loss, { from: 1e-7, to: 0.5 })).toBe('validation_loss between 1e-7 and 0.5');
  expect(rangeTerm(loss, { from: 0.1, to: null })).toBe('validation_loss >= 0.1');
  expect(rangeTerm(loss, { from: null, to: -2 })).toBe('validation_loss <= -2');
  expect(rangeTerm(loss, { from: 3, to: 3 })).toBe('validation_loss = 3');
  expect(rangeTerm(loss, { from: null, to: null })).toBeNull();
  expect(rangeTerm(field('duration'), { from: 1500, to: null })).toBe('duration >= 1.5s');
});

it('reads back the ranges and values that it writes', () => {
  expect(testedRange(testOf(rangeTerm(field('gap'), { from: 1e-7, to: 2 })!))).toEqual({ from: 1e-7, to: 2 });
  expect(testedRange(testOf(rangeTerm(field('duration'), { from: 1500, to: null })!))).toEqual({
    from: 1500,
    to: null,
  });
  expect(testedRange(testOf('seed != 3'))).toBeNull();
  const text = valuesTerm(field('tag'), ['two words', 'or', 'plain'])!;
  expect(text).toBe('tag in ["two words", "or", plain]');
  expect(testedValues(testOf(text))).toEqual(['two words', 'or', 'plain']);
  expect([valuesTerm(field('tag'), ['x']), valuesTerm(field('tag'), [])]).toEqual(['tag = x', null]);
});
