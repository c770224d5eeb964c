import { beforeEach, describe, expect, it } from 'vitest';
import { listFoldedRunsQuery, sweepDefinitionSchema, type FoldedLine } from '#api';
import { parseSweep } from '#experiments';
import { recordRun, runConfig, temporaryStore, type TestStore } from './store-fixture.ts';

const path = 'layers.0.weightRegularizerL2';
const definition = sweepDefinitionSchema.parse({
  base: runConfig(),
  axes: [{ points: [{ [path]: 0 }, { [path]: 1e-3 }] }],
  seeds: [0, 1],
});

let store: TestStore;
let sweep: string;
/** Runs x and y outside any sweep; created between them, the four runs of a sweep, c0s0 to c1s1. */
beforeEach(() => {
  store = temporaryStore();
  recordRun(store, runConfig({ seed: 50 }), 1, 'x');
  sweep = store.createSweep(definition, 'lambdas').id;
  const grid = parseSweep(definition);
  if (!grid.ok) throw new Error('no grid');
  for (const [cell, { configs }] of grid.cells.entries())
    for (const config of configs)
      store.createRuns([
        { config, name: `c${cell}s${config.seed}`, sweepId: sweep, tags: [`s${config.seed}`] },
      ]);
  recordRun(store, runConfig({ seed: 60 }), 1, 'y');
});

function list(query: object = {}) {
  const page = store.listFoldedRuns(
    listFoldedRunsQuery.parse({ sort: 'created', descending: false, ...query }),
  );
  const names = new Map(page.runs.map(({ id, name }) => [id, name]));
  const told = (line: FoldedLine): string => {
    if (line.kind === 'run') return `${'  '.repeat(line.depth)}${names.get(line.id)}`;
    if (line.kind === 'sweep') return `${line.name} (${line.runs})${line.isOpen ? ' open' : ''}`;
    return `  ${line.name} (${line.ids.length})${line.isOpen ? ' open' : ''}`;
  };
  return { ...page, told: page.lines.map(told) };
}
const opened = (...cells: (number | null)[]) => ({ open: cells.map((cell) => ({ sweep, cell })) });

describe('a folded list', () => {
  it('has a line for each sweep, at the place of its first run', () => {
    expect(list()).toMatchObject({ told: ['x', 'lambdas (4)', 'y'], total: 3, matched: 6 });
    store.tagRuns({ ids: [list().runs[1]!.id], add: ['pinned'], remove: [] });
    expect(list({ pinnedFirst: true }).told).toEqual(['y', 'x', 'lambdas (4)']);
    expect(list({ descending: true }).told).toEqual(['y', 'lambdas (4)', 'x']);
    expect(list({ sort: 'seed', descending: true }).told).toEqual(['y', 'x', 'lambdas (4)']);
  });

  it('opens into the cells of a sweep, and cells into their runs', () => {
    expect(list(opened(null)).told).toEqual([
      'x',
      'lambdas (4) open',
      '  L2 = 0 (2)',
      '  L2 = 1e-3 (2)',
      'y',
    ]);
    expect(list({ ...opened(null, 1), sort: 'seed', descending: true }).told).toEqual([
      ...['y', 'x', 'lambdas (4) open', '  L2 = 1e-3 (2) open', '    c1s1', '    c1s0', '  L2 = 0 (2)'],
    ]);
  });

  it('counts and shows only the runs that match, and the sweeps that have any', () => {
    expect(list({ ...opened(null, 0), filter: 'tag = s1' }).told).toEqual([
      ...['lambdas (2) open', '  L2 = 0 (1) open', '    c0s1', '  L2 = 1e-3 (1)'],
    ]);
    expect(list({ filter: 'name = x' }).told).toEqual(['x']);
    expect(list({ filter: 'name = nobody' })).toMatchObject({ told: [], total: 0 });
  });

  it('has pages that fit together, whatever is open, with fields of the runs on them', () => {
    const whole = list(opened(null, 0, 1));
    expect(whole.told).toHaveLength(9);
    const pages = [0, 2, 4, 6, 8].map((offset) =>
      list({ ...opened(null, 0, 1), offset, limit: 2, fields: ['seed'] }),
    );
    expect(pages.flatMap(({ told }) => told)).toEqual(whole.told);
    expect(pages.map(({ total }) => total)).toEqual([9, 9, 9, 9, 9]);
    expect(pages[1]!.values).toEqual([[0]]);
  });

  it('follows what is written, and keeps runs that no longer belong to a cell', () => {
    expect(list().total).toBe(3);
    recordRun(store, runConfig({ seed: 70 }), 1, 'z');
    expect(list().told).toEqual(['x', 'lambdas (4)', 'y', 'z']);
    store.changeSweep(sweep, { ...definition, axes: [{ points: [{ [path]: 0 }] }] });
    expect(list(opened(null)).told).toEqual([
      ...['x', 'lambdas (4) open', '  L2 = 0 (2)', '  c1s0', '  c1s1', 'y', 'z'],
    ]);
  });
});

it('shows what a sweep and its cells say', () => {
  const [line, ...others] = store.answerSweeps([sweep, 'stranger']);
  expect(others).toEqual([]);
  // None of its runs has ended.
  expect(line).toMatchObject({ id: sweep, answer: null, cells: [{ n: 0 }, { n: 0 }] });
  expect(line!.grid).toEqual([{ [path]: 0 }, { [path]: 1e-3 }]);
  expect(line!.definition!.axes).toHaveLength(1);
});
