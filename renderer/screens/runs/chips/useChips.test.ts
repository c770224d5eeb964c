import { expect, it } from 'vitest';
import { ref } from 'vue';
import { findField } from '#api';
import { useChips } from './useChips.ts';

const textsOf = ({ chips }: ReturnType<typeof useChips>) => chips.value.map((chip) => chip.text);

it('shows each required term, and removes one without the others', () => {
  const text = ref('otter seed = 3 (loss < 1 or tag = wide)');
  const chips = useChips(text);
  expect(chips.chips.value.map((chip) => [chip.text, chip.field?.name ?? null])).toEqual([
    ['otter', null],
    ['seed = 3', 'seed'],
    ['(loss < 1 or tag = wide)', null],
  ]);
  expect(chips.without(chips.chips.value[1]!)).toBe('otter and (loss < 1 or tag = wide)');
  chips.remove(chips.chips.value[0]!);
  expect(text.value).toBe('seed = 3 and (loss < 1 or tag = wide)');
});

it('keeps the terms while another is half typed', () => {
  const text = ref('seed = 3');
  const chips = useChips(text);
  expect(textsOf(chips)).toEqual(['seed = 3']);
  text.value = 'seed = 3 and loss <';
  expect(textsOf(chips)).toEqual(['seed = 3']);
});

it('keeps the open chip in its place while its range is opened to everything and narrowed again', () => {
  const text = ref('seed = 3 and loss <= 1 and otter');
  const chips = useChips(text);
  const isKept = () => chips.chips.value[1]!;
  chips.setOpen(isKept(), true);
  expect([isKept().key, isKept().isOpen]).toEqual(['open', true]);
  chips.change(isKept(), null);
  expect([text.value, isKept().key, isKept().text]).toEqual(['seed = 3 and otter', 'open', 'loss']);
  expect(chips.without(isKept())).toBe('seed = 3 and otter');
  chips.change(isKept(), 'loss >= 0.5');
  expect([text.value, isKept().key]).toEqual(['seed = 3 and loss >= 0.5 and otter', 'open']);
  chips.setOpen(isKept(), false);
  expect(isKept().isOpen).toBe(false);
});

it('adds a term once it has a condition, and nothing if it is closed before', () => {
  const text = ref('seed = 3');
  const chips = useChips(text);
  chips.add(findField('tag')!);
  expect([text.value, textsOf(chips), chips.added.value?.text]).toEqual(['seed = 3', ['seed = 3'], 'tag']);
  chips.setOpen(chips.added.value!, false);
  expect([text.value, chips.added.value]).toEqual(['seed = 3', null]);

  chips.add(findField('tag')!);
  chips.change(chips.added.value!, 'tag = wide');
  expect([text.value, textsOf(chips)]).toEqual(['seed = 3 and tag = wide', ['seed = 3', 'tag = wide']]);
  expect([chips.added.value?.test?.op, chips.chips.value[1]!.isOpen]).toEqual(['=', false]);
  chips.change(chips.added.value!, 'tag in [wide, deep]');
  expect(text.value).toBe('seed = 3 and tag in [wide, deep]');
  chips.change(chips.added.value!, null);
  expect([text.value, chips.added.value?.text]).toEqual(['seed = 3', 'tag']);
});
