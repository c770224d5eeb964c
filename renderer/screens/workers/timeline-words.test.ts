import { expect, it } from 'vitest';
import type { RunStint } from '#api';
import { timelineFinding, timelineTable } from './timeline-words.ts';

const at = (minute: number): string => new Date(Date.UTC(2026, 0, 1, 12, minute)).toISOString();
const stint = (
  run: string,
  from: number,
  ending: RunStint['ending'],
  worker: string | null = 'desk',
): RunStint => ({
  worker: worker === null ? null : { id: worker, name: worker, machine: 'box' },
  ...{ startedAt: at(from), endedAt: ending === null ? null : at(from + 1), ending, fromEpoch: from },
  ...{ run: { id: run, name: `run ${run}` }, sweep: null },
});
const said = (stints: RunStint[], left = 0): string =>
  timelineFinding({ from: at(0), until: at(60), stints, left });

it('the number of runs that each trained is counted', () => {
  expect(said([stint('a', 0, 'ended'), stint('a', 2, null), stint('b', 0, 'ended', 'lab')])).toBe(
    '2 workers trained 2 runs.',
  );
  expect(said([stint('a', 0, 'ended', null)])).toBe('This host trained 1 run.');
  expect(said([stint('a', 0, 'ended'), stint('b', 0, 'ended', null)], 1200)).toBe(
    '1 worker and this host trained 2 runs. 1,200 earlier stretches are left out.',
  );
});

it('losses are reported with what became of the runs', () => {
  const lost = stint('a', 1, 'lost');
  expect(said([lost])).toContain('1 run lost its worker; it has not gone on yet.');
  expect(said([lost, stint('a', 3, 'ended', 'lab')])).toContain(
    '1 run lost its worker; it went on elsewhere.',
  );
  const both = [lost, stint('b', 1, 'lost'), stint('a', 3, null, 'lab')];
  expect(said(both)).toContain('2 runs lost their worker; 1 of them went on so far.');
  // Lost a second time, and nobody has it now.
  expect(said([lost, stint('a', 3, 'lost', 'lab')])).toContain('it has not gone on yet');
});

it('the table has every stretch', () => {
  expect(timelineTable([stint('a', 1, 'lost'), stint('b', 2, null, null)]).rows).toEqual([
    ['desk', 'box', 'run a', null, 1, at(1), at(2), 'worker lost'],
    ['here', null, 'run b', null, 2, at(2), null, 'still training'],
  ]);
});
