import { expect, it } from 'vitest';
import { fieldsOf, newNames, readPattern, type RenamedRun } from './rename-pattern.ts';

const run = (id: string, name: string, seed: number, lambda: number): RenamedRun => {
  return { id, name, values: new Map(Object.entries({ name, seed, lambda })) };
};
const runs = [run('a', 'amber-otter', 3, 1e-5), run('b', 'brisk-hare', 12, 0.05)];
const named = (text: string): string[] =>
  newNames(runs, readPattern(text).parts!).map(({ to, problem }) => problem ?? to);

it('writes number, name and values in readable form', () => {
  expect(named('{n} {name} L2 {lambda} seed {seed}')).toEqual([
    '1 amber-otter L2 1e-5 seed 3',
    '2 brisk-hare L2 0.05 seed 12',
  ]);
  expect(fieldsOf(readPattern('{n} {Seed} {seed} {last.validation_loss}'))).toEqual([
    'seed',
    'last.validation_loss',
  ]);
});

it('keeps a name if a value is missing, or if the new one is empty or too long', () => {
  expect(named('{seed} {validation_loss}')).toEqual(['has no validation_loss', 'has no validation_loss']);
  expect(named(' ')).toEqual(['the name would be empty', 'the name would be empty']);
  expect(named(`${'x'.repeat(119)}{n}`)).toEqual([`${'x'.repeat(119)}1`, `${'x'.repeat(119)}2`]);
  expect(named(`${'x'.repeat(120)}{n}`)[0]).toBe('121 characters; allowed: 120 at most');
  expect(newNames(runs, [])[0]).toMatchObject({ from: 'amber-otter', to: 'amber-otter' });
});

it('says which brace or field it does not know', () => {
  expect(readPattern('{name').problem).toContain('A brace { stands alone');
  expect(readPattern('x}').problem).toContain('A brace } stands alone');
  expect(readPattern('{lossy}').problem).toContain('There is no field lossy');
});
