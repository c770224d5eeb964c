import type { RunVerification } from '#api';
import { expect, it } from 'vitest';
import { shallowRef } from 'vue';
import { answeredLater, mountComposable, settle } from './composable-fixture.ts';
import { useVerifications } from './useVerifications.ts';

const at = (id: string, epoch: number | null): RunVerification => ({
  ...{ id, failure: null, record: null },
  progress: epoch === null ? null : { waiting: false, epoch, epochs: 9 },
});

it('reads the state of the runs and follows it, whichever comes first', async () => {
  const readVerifications = answeredLater<{ ids: string[] }, { verifications: RunVerification[] }>();
  const ids = shallowRef(['a', 'b']);
  const { result, emit } = mountComposable(() => useVerifications(() => ids.value), { readVerifications });
  // An event that arrives before the answer it outdates causes another read.
  emit({ kind: 'verificationsChanged', verifications: [at('a', null), at('x', 1)] });
  await readVerifications.asked[0]!.answer({ verifications: [at('a', 8), at('b', null)] });
  expect(readVerifications.asked).toHaveLength(2);
  await readVerifications.asked[1]!.answer({ verifications: [at('a', null), at('b', null)] });
  expect([...result.byId.value.values()]).toEqual([at('a', null), at('b', null)]);
  emit({ kind: 'verificationsChanged', verifications: [at('b', 3)] });
  expect(result.byId.value.get('b')).toEqual(at('b', 3));
  ids.value = [];
  await settle();
  expect(readVerifications.asked).toHaveLength(2);
});

it('shows at once what starting returns', async () => {
  const asked: unknown[] = [];
  const { result } = mountComposable(() => useVerifications(() => ['a']), {
    readVerifications: () => ({ verifications: [] }),
    startVerification: (input: object) => (asked.push(input), { verifications: [at('a', 0)] }),
    stopVerification: (input: object) => (asked.push(input), null),
  });
  await result.start(['a']);
  expect(result.byId.value.get('a')).toEqual(at('a', 0));
  await result.stop(['a']);
  expect(asked).toEqual([{ ids: ['a'] }, { ids: ['a'] }]);
});
