import { explanations } from '#api';
import { expect, it } from 'vitest';

const files = import.meta.glob<string>(['./**/*.vue', './**/*.ts', '!./**/*.test.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
});
const sources = Object.values(files).join('\n');

/** Keys read as properties of the object, and keys destructured from it. */
const shown = new Set([
  ...[...sources.matchAll(/explanations\.(\w+)/g)].map(([, key]) => key),
  ...[...sources.matchAll(/\{([^{}]+)\} = explanations;/g)].flatMap(([, keys]) =>
    keys!.split(',').map((key) => key.trim()),
  ),
]);

it.each(Object.keys(explanations))('%s is shown somewhere', (key) => expect(shown).toContain(key));
