import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { licencesText } from './licences.ts';

const own = 'MIT License\n\nCopyright (c) 2026 Us\n\nPermission is hereby granted\n';
const shipped = (name: string, identifier: string, text?: string) => ({
  name,
  version: '1.0.0',
  identifier,
  ...(text === undefined ? {} : { text }),
});

test('each package is there once, in order, with its text', () => {
  const text = licencesText(own, [
    shipped('vue', 'MIT', ' of Vue\n'),
    shipped('ajv', 'ISC', 'of ajv'),
    shipped('vue', 'MIT', 'of Vue'),
  ]);
  const parts = text.split(/^-{80}\n/m);
  expect(parts[0]).toBe(`Lambdascope\n\n${own}\n`);
  expect(parts.slice(2)).toEqual(['ajv 1.0.0 (ISC)\n\nof ajv\n\n', 'vue 1.0.0 (MIT)\n\nof Vue\n']);
});

test('a package that omits the text of its MIT licence gets it with its own name', () => {
  const text = licencesText(own, [shipped('abstract-logging', 'MIT')]);
  expect(text).toContain(
    'abstract-logging 1.0.0 (MIT)\n\nMIT License\n\nCopyright (c) James Sumners\n\nPermission is hereby granted\n',
  );
});

test('one that requires more than its text, or has none, stops the build', () => {
  const packages = [
    shipped('left', 'GPL-3.0', 'text'),
    shipped('right', 'MIT'),
    { name: 'nobody', version: '2.0.0', text: 'text' },
    shipped('fine', 'MIT', 'text'),
  ];
  const problems = (() => {
    try {
      return licencesText(own, packages);
    } catch (error) {
      return (error as Error).message.split('\n').slice(1);
    }
  })();
  const list = 'MIT, ISC, BSD-2-Clause, BSD-3-Clause, Apache-2.0, BlueOak-1.0.0, 0BSD';
  expect(problems).toEqual([
    `left 1.0.0 (GPL-3.0): allowed are ${list}`,
    'right 1.0.0 (MIT): the package does not contain its text',
    `nobody 2.0.0 (undefined): allowed are ${list}`,
  ]);
});

test('the build has written them for what it bundles, and for the native module', () => {
  const text = readFileSync(new URL('../../out/licences.txt', import.meta.url), 'utf8');
  const names = [...text.matchAll(/^(\S+) \d+\.\d+\.\d+ \(.+\)$/gm)].map(([, name]) => name);
  expect(names).toEqual(
    expect.arrayContaining([
      '@vue/runtime-core',
      'chart.js',
      'd3-delaunay',
      'reka-ui',
      'zod',
      'fastify',
      'better-sqlite3',
      'ajv',
    ]),
  );
  expect(text).toContain('Copyright (c) 2017 Joshua Wise');
});
