import { explanations } from '#api';
import { BookOpen, CircleQuestionMark, SlidersHorizontal } from '@lucide/vue';
import { computed } from 'vue';
import { useRouter } from 'vue-router';
import { useLatest } from '#data';
import { settingNames } from '#words';
import type { PaletteItem } from './palette-item.ts';
import { shownWord } from './palette.ts';

/** Explained terms, sections of the guide, and settings. */
export function useHelpItems(isSearching: () => boolean) {
  const router = useRouter();
  // The guide is a separate chunk.
  const { value: guide, isLoading: isReading } = useLatest(
    () => (isSearching() ? 'guide' : null),
    async () => (await import('../../../docs/guide.md')).guide,
    { keeps: () => true },
  );

  const explained = Object.entries(explanations).map(([key, word]): PaletteItem => ({
    key: `word:${key}`,
    label: word.name,
    words: `help what is ${word.means}`,
    icon: CircleQuestionMark,
    note: 'what it says',
    run: () => void (shownWord.value = word),
  }));
  const sections = computed(() =>
    (guide.value ?? [])
      .filter((block) => block.kind === 'heading')
      .map(({ id, text }): PaletteItem => ({
        key: `guide:${id}`,
        label: text,
        words: 'help guide',
        icon: BookOpen,
        note: 'guide',
        run: () => void router.push({ path: '/guide', query: { at: id } }),
      })),
  );

  return {
    isReading,
    words: computed(() => [...explained, ...sections.value]),
    settings: computed(() =>
      settingNames.map(({ label, words }): PaletteItem => ({
        key: `setting:${label}`,
        label,
        words: `setting preference ${words}`,
        icon: SlidersHorizontal,
        note: 'setting',
        run: () => void router.push({ path: '/settings', query: { at: label } }),
      })),
    ),
  };
}
