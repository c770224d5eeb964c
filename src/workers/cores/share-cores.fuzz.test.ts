import { expect, test } from 'vitest';
import { type Dice, fuzz } from '../../fuzz-rounds.fixture.ts';
import { type CoreUser, shareCores } from './share-cores.ts';

const users = (...wanted: number[]): CoreUser[] => wanted.map((wanted, n) => ({ id: `r${n}`, wanted }));
const shares = (cores: number, ...wanted: number[]): number[] => [
  ...shareCores(users(...wanted), cores).values(),
];

test('runs first, threads after', () => {
  expect(shares(8)).toEqual([]);
  expect(shares(8, Infinity)).toEqual([8]);
  expect(shares(8, Infinity, Infinity)).toEqual([4, 4]);
  expect(shares(8, Infinity, Infinity, Infinity)).toEqual([3, 3, 2]);
  expect(shares(8, 1, Infinity, 1)).toEqual([1, 6, 1]);
  expect(shares(8, 2, 16, 3)).toEqual([2, 3, 3]);
  expect(shares(8, 2, 16, 2)).toEqual([2, 4, 2]);
  expect(shares(4, 4, 4, 4, 4)).toEqual([1, 1, 1, 1]);
  expect(shares(2, 4, 4, 4)).toEqual([1, 1, 1]);
});

const drawUsers = (dice: Dice): CoreUser[] =>
  users(...Array.from({ length: dice.below(12) }, () => dice.pick([0, 1, 1, 2, 3, 8, 64, Infinity])));
const sum = (numbers: Iterable<number>): number => [...numbers].reduce((a, b) => a + b, 0);

fuzz('no more cores are given than there are, and none lies idle that a run wants', 300, (dice) => {
  const { among, cores } = dice.trying({ among: drawUsers(dice), cores: 1 + dice.below(70) });
  const given = shareCores(among, cores);
  expect([...given.keys()]).toEqual(among.map(({ id }) => id));
  for (const { id, wanted } of among) {
    expect(given.get(id)).toBeGreaterThanOrEqual(1);
    expect(given.get(id)).toBeLessThanOrEqual(Math.max(1, wanted));
  }
  const wanted = sum(among.map(({ wanted }) => Math.max(1, wanted)));
  expect(sum(given.values())).toBe(Math.max(among.length, Math.min(cores, wanted)));
  // Among runs that want more than they have, none has two or more fewer than another run has.
  const short = among.filter(({ id, wanted }) => given.get(id)! < wanted).map(({ id }) => given.get(id)!);
  if (short.length > 0) expect(Math.max(...given.values()) - Math.min(...short)).toBeLessThanOrEqual(1);
});

fuzz('one run more takes cores from others and gives none; one that ends the other way', 300, (dice) => {
  const { among, cores } = dice.trying({ among: drawUsers(dice), cores: 1 + dice.below(70) });
  const before = shareCores(among, cores);
  const after = shareCores([...among, { id: 'new', wanted: dice.pick([1, 3, Infinity]) }], cores);
  for (const { id } of among) expect(after.get(id)).toBeLessThanOrEqual(before.get(id)!);
});
