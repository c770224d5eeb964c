import { describe, expect, it } from 'vitest';
import type { RunStint } from '#api';
import { clockTicks, laneName, lanesOf, sweepPlaces } from './lanes.ts';

const at = (minute: number): string => new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString();
const span = { from: at(0), until: at(60) };

function stint(name: string | null, from: number, to: number | null, rest: Partial<RunStint> = {}): RunStint {
  return {
    worker: name === null ? null : { id: `${name}-${from}`, name, machine: 'box' },
    ...{ startedAt: at(from), endedAt: to === null ? null : at(to), ending: to === null ? null : 'ended' },
    ...{ fromEpoch: 0, run: { id: `r${from}`, name: `run ${from}` }, sweep: null, ...rest },
  };
}
const minutes = (time: number): number => (time - Date.parse(span.from)) / 60_000;

describe('lanes', () => {
  it('are as many per worker as it trained runs at once, this host first, names in natural order', () => {
    const stints = [
      stint('w10', 5, 10),
      stint('w2', 0, 20),
      stint('w2', 10, 30),
      stint('w2', 20, 25),
      stint(null, 0, 1),
    ];
    const lanes = lanesOf(stints, span);
    expect(lanes.map(laneName)).toEqual(['here', 'w2', 'w2, slot 2', 'w10']);
    expect(lanes.map(({ bars }) => bars.map(({ stint }) => stint.run.id))).toEqual([
      ['r0'],
      ['r0', 'r20'],
      ['r10'],
      ['r5'],
    ]);
  });

  it('continue when a worker of the same name is started again, and are cut at the span', () => {
    const [lane, ...others] = lanesOf([stint('w', -10, 5), stint('w', 50, null)], span);
    expect(others).toEqual([]);
    expect(lane!.bars.map(({ from, to }) => [minutes(from), minutes(to)])).toEqual([
      [0, 5],
      [50, 60],
    ]);
  });

  it('show a stint that ended before it began because a clock was set back', () => {
    expect(
      lanesOf([stint('w', 10, 8)], span)[0]!.bars.map(({ from, to }) => [minutes(from), minutes(to)]),
    ).toEqual([[10, 10]]);
  });
});

it('colours belong to the sweeps seen last, and stay when another one comes', () => {
  const of = (id: string, from: number): RunStint =>
    stint('w', from, from + 1, { sweep: { id, name: `sweep ${id}` } });
  const before = [of('b', 1), of('c', 2)];
  expect([...sweepPlaces(before, 2)].map(([id, { place }]) => [id, place])).toEqual([
    ['b', 0],
    ['c', 1],
  ]);
  expect([...sweepPlaces([...before, of('d', 3), stint('w', 4, 5)], 2).keys()]).toEqual(['c', 'd']);
});

it('ticks are at round times of the local clock, no more than there is room for', () => {
  const [min, max] = [Date.parse(at(3)), Date.parse(at(57))];
  const ticks = clockTicks({ min, max }, 6);
  expect(ticks.map(({ position }) => minutes(position))).toEqual([10, 20, 30, 40, 50]);
  expect(ticks.map(({ label }) => label.slice(-2))).toEqual(['10', '20', '30', '40', '50']);
  const inAMinute = clockTicks({ min, max: min + 60_000 }, 7);
  expect(inAMinute.map(({ label }) => label.slice(-2))).toEqual(['00', '10', '20', '30', '40', '50', '00']);
});
