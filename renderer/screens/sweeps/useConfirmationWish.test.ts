import { expect, it } from 'vitest';
import { ref } from 'vue';
import type { CommandInput, ConfirmationPreview, Place } from '#api';
import { answeredLater, mountComposable, settle } from '../../data/composable-fixture.ts';
import { useConfirmationWish } from './useConfirmationWish.ts';

it('is estimated for the place where it is to train, and trains there', async () => {
  const place = ref<Place>('here');
  const previewConfirmation = answeredLater<CommandInput<'previewConfirmation'>, ConfirmationPreview>();
  const { result } = mountComposable(
    () =>
      useConfirmationWish(
        () => 's',
        () => place.value,
      ),
    { previewConfirmation },
  );
  const preview = { plan: { seeds: [3, 4], chosen: [] }, runs: 4, estimatedMs: 5 } as never;
  await previewConfirmation.asked[0]!.answer(preview);
  expect(previewConfirmation.asked[0]!.input).toEqual({ id: 's', place: 'here', count: 10 });
  expect(result.agreed()).toMatchObject({ id: 's', place: 'here', seeds: [3, 4] });

  place.value = 'workers';
  await settle();
  expect(result.agreed()).toBeNull();
  await previewConfirmation.asked[1]!.answer(preview);
  expect(previewConfirmation.asked[1]!.input).toEqual({ id: 's', place: 'workers', count: 10 });
  expect(result.agreed()).toMatchObject({ id: 's', place: 'workers', seeds: [3, 4] });

  result.count.value = 1;
  await settle();
  expect([result.agreed(), result.issue.value?.split(',')[0]]).toEqual([null, 'Got 1; allowed: 2 to 1000']);
});
