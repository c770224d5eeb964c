import { expect, it } from 'vitest';
import { fieldsOf, newNames, readPattern } from './rename-pattern.ts';

const runs = [
  {
    id: 'a',
    name: 'amber-otter',
    values: new Map([
      ['name', 'amber-otter'],
      ['seed', 3],
      ['lambda', 1e-5],
    ]),
  },
  {
    id: 'b',
    name: 'brisk-hare',
    values: new Map([
      ['name', 'brisk-hare'],
      ['seed', 12],
      ['lambda', 0.05],
    ]),
  },
] as const;
const named = (text: string) => {
  const { parts } = readPattern(text);
  return newNames(runs as never, parts!).map(({ to, problem }) => problem ?? to);
};

it('writes number, name and values as people write them', () => {
  expect(named('{n} {name} L2 {lambda} seed {seed}')).toEqual([
    '1 amber-otter L2 1e-5 seed 3',
    '2 brisk-hare L2 0.05 seed 12',
  ]);
  expect(fieldsOf(readPattern('{n} {Seed} {seed} {last.validation_loss}'))).toEqual([
    'seed',
    'last.validation_loss',
  ]);
});

it('keeps a name where a value is missing, or where the new one is none or too long', () => {
  expect(named('{seed} {validation_loss}')).toEqual(['has no validation_loss', 'has no validation_loss']);
  expect(named(' ')).toEqual(['the name would be empty', 'the name would be empty']);
  expect(named(`${'x'.repeat(119)}{n}`)).toEqual([`${'x'.repeat(119)}1`, `${'x'.repeat(119)}2`]);
  expect(named(`${'x'.repeat(120)}{n}`)[0]).toBe('121 characters; allowed: 120 at most');
  expect(newNames(runs as never, [])[0]).toMatchObject({ from: 'amber-otter', to: 'amber-otter' });
});

it('says which brace or field it does not know', () => {
  expect(readPattern('{name').problem).toContain('A brace { stands alone');
  expect(readPattern('x}').problem).toContain('A brace } stands alone');
  expect(readPattern('{lossy}').problem).toContain('There is no field lossy');
});
