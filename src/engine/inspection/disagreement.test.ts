import { expect, it } from 'vitest';
import { disagreement } from './disagreement.ts';

it("disagreement is the fraction of networks that do not name the majority's class", () => {
  const a = Float32Array.from([0.7, 0.3, 0.2, 0.8, 0.5, 0.5]);
  const b = Float32Array.from([0.9, 0.1, 0.6, 0.4, 0.9, 0.1]);
  const c = Float32Array.from([0.6, 0.4, 0.9, 0.1, NaN, NaN]);
  const d = Float32Array.from([0.6, 0.4, 0.3, 0.7, 0.1, 0.9]);
  expect([...disagreement([a, b, c, d], 2)]).toEqual([0, 0.5, 0.5]);
  expect([...disagreement([a], 2)]).toEqual([0, 0, 0]);
  expect([...disagreement([Float32Array.from([NaN, NaN])], 2)]).toEqual([1]);
});

it('says what is allowed', () => {
  const refused = 'got maps of length 4, 6; allowed: one length, a multiple of 2 classes';
  expect(() => disagreement([new Float32Array(4), new Float32Array(6)], 2)).toThrow(refused);
  expect(() => disagreement([], 2)).toThrow('got maps of length none');
  expect(() => disagreement([new Float32Array(3)], 2)).toThrow(RangeError);
});
