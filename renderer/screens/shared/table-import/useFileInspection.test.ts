import { expect, it } from 'vitest';
import { shallowRef } from 'vue';
import { answeredLater, mountComposable, settle } from '../../../data/composable-fixture.ts';
import { useFileInspection } from './useFileInspection.ts';

/** Reading a file takes more turns than a promise. */
const until = (isThere: () => boolean): Promise<void> => expect.poll(isThere).toBe(true).then(settle);

it('shows what was found in the file chosen now, read in the way the user says', async () => {
  const file = shallowRef(new File(['a,b'], 'first.csv'));
  const cancelled: unknown[] = [];
  let begun = 0;
  const finish = answeredLater<{ import: number }, object>();
  const { result, unmount } = mountComposable(() => useFileInspection(() => file.value), {
    beginTableInspection: () => Promise.resolve({ import: ++begun }),
    pushTableImport: () => Promise.resolve(null),
    finishTableInspection: finish,
    cancelTableImport: ({ import: id }: { import: number }) => Promise.resolve(cancelled.push(id)),
  });
  await until(() => finish.asked.length === 1);
  file.value = new File(['c;d'], 'second.csv');
  await until(() => finish.asked.length === 2);
  await finish.asked[1]!.answer({ delimiter: ';' });
  await finish.asked[0]!.answer({ delimiter: ',' });
  expect([result.inspection.value, cancelled]).toEqual([{ delimiter: ';' }, [1]]);

  result.say({ delimiter: '\t' } as never);
  expect(result.dialect.value).toMatchObject({ delimiter: '\t' });
  await until(() => finish.asked.length === 3);
  await finish.asked[2]!.fail('no columns');
  expect([result.inspection.value, result.failure.value?.message]).toEqual([null, 'no columns']);

  result.say({ delimiter: ',' } as never);
  await until(() => finish.asked.length === 4);
  unmount();
  await settle();
  expect(cancelled).toContain(4);
});
