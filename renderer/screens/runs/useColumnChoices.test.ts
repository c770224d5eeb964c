import { findField, type Client } from '#api';
import { expect, it } from 'vitest';
import { nextTick, ref } from 'vue';
import { answeredLater, mountComposable, settle } from '../../data/composable-fixture.ts';
import { useColumnChoices } from './useColumnChoices.ts';

type Described = Awaited<ReturnType<Client['describeFields']>>;
const described = (...names: string[]): Described => ({
  layers: [],
  occurring: names.map((name) => findField(name)!),
  fields: [],
});

function mount() {
  const describeFields = answeredLater<unknown, Described>();
  const isOpen = ref(false);
  const search = ref('');
  const taken: string[] = [];
  const { result } = mountComposable(
    () => {
      const choices = useColumnChoices(isOpen, search, () =>
        taken.push(choices.found.value[0]?.id ?? 'none'),
      );
      return choices;
    },
    { describeFields },
  );
  /** Opens the list, types and presses Enter, before anything is answered. */
  async function enter(text: string): Promise<void> {
    isOpen.value = true;
    search.value = text;
    await nextTick();
    result.enter();
  }
  return { asked: describeFields.asked, isOpen, search, taken, error: result.error, enter };
}

it('takes the first match at once if the fields are read', async () => {
  const { asked, taken, enter, isOpen } = mount();
  isOpen.value = true;
  await nextTick();
  await asked[0]!.answer(described('seed', 'batchSize'));
  await enter('batchSize');
  expect(taken).toEqual(['batchSize']);
});

it('takes it once they are read, if Enter was faster', async () => {
  const { asked, taken, enter } = mount();
  await enter('batchSize');
  expect(taken).toEqual([]);
  await asked[0]!.answer(described('seed', 'batchSize'));
  expect(taken).toEqual(['batchSize']);
});

it('takes it even if the popover was closed meanwhile, and then stops asking', async () => {
  const { asked, taken, enter, isOpen } = mount();
  await enter('batchSize');
  isOpen.value = false;
  await nextTick();
  await asked[0]!.answer(described('seed', 'batchSize'));
  await settle();
  expect(taken).toEqual(['batchSize']);
  expect(asked).toHaveLength(1);
});

it('takes nothing if typing continues after Enter', async () => {
  const { asked, taken, enter, search } = mount();
  await enter('batch');
  search.value = 'batchSize';
  await nextTick();
  await asked[0]!.answer(described('seed', 'batchSize'));
  expect(taken).toEqual([]);
});

it('takes nothing if the fields cannot be read, and asks again when it is reopened', async () => {
  const { asked, taken, enter, isOpen, error } = mount();
  await enter('batchSize');
  await asked[0]!.fail('the disk is away');
  expect(error.value?.message).toContain('the disk is away');
  isOpen.value = false;
  await nextTick();
  isOpen.value = true;
  await nextTick();
  await asked[1]!.answer(described('seed', 'batchSize'));
  expect(taken).toEqual([]);
});
