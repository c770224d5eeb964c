import { explanations } from '#api';
import { expect, it } from 'vitest';

const files = import.meta.glob<string>(['./**/*.vue', './**/*.ts', '!./**/*.test.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
});
const sources = Object.values(files).join('\n');

/** Keys that are read from the object by a dot, and those that are taken out of it by their names. */
const shown = new Set([
  ...[...sources.matchAll(/explanations\.(\w+)/g)].map(([, key]) => key),
  ...[...sources.matchAll(/\{([^{}]+)\} = explanations;/g)].flatMap(([, keys]) =>
    keys!.split(',').map((key) => key.trim()),
  ),
]);

it.each(Object.keys(explanations))('%s is shown somewhere', (key) => expect(shown).toContain(key));
