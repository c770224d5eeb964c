import { join } from 'node:path';
import { expect, it } from 'vitest';
import { recentMenu } from './recent-menu.ts';

it('opens files by name, and clears the list', () => {
  const done: string[] = [];
  const paths = [join('data', 'R&D.csv'), join('data', 'iris.csv')];
  const items = recentMenu(
    paths,
    (path) => done.push(path),
    () => done.push('cleared'),
  );
  expect(items.map(({ label, type }) => label ?? type)).toEqual([
    'R&&D.csv',
    'iris.csv',
    'separator',
    'Clear Menu',
  ]);
  for (const item of items) item.click?.({} as never, undefined, {});
  expect(done).toEqual([...paths, 'cleared']);
});

it('is empty if nothing was opened', () => {
  expect(
    recentMenu(
      [],
      () => undefined,
      () => undefined,
    ),
  ).toEqual([]);
});
