import { expect, it } from 'vitest';
import { sameDigestSentences } from './digest-words.ts';

const run = (id: string, name: string, digest: string | null) => ({ id, name, digest });

it('names the runs that share a digest, by their ids if they share a name', () => {
  const runs = [
    run('1', 'otter', 'aa'),
    run('2', 'heron', null),
    run('3', 'otter', 'aa'),
    run('4', 'lynx', 'bb'),
    run('5', 'mole', 'aa'),
    run('6', 'hare', null),
  ];
  expect(sameDigestSentences(runs)).toEqual([
    'otter (1), otter (3), mole have one digest: they are the same to the last bit.',
  ]);
  expect(sameDigestSentences(runs.slice(0, 2))).toEqual([]);
});
