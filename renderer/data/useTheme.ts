import { useMediaQuery } from '@vueuse/core';
import { computed, watchEffect, type ComputedRef, type Ref } from 'vue';
import { usePreference } from './host.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** The chosen theme, kept as a preference, and the one it resolves to now. */
export function useTheme(): { theme: Ref<Theme>; resolved: ComputedRef<'light' | 'dark'> } {
  const theme = usePreference('theme');
  const systemIsDark = useMediaQuery('(prefers-color-scheme: dark)');
  const resolved = computed(() =>
    theme.value === 'system' ? (systemIsDark.value ? 'dark' : 'light') : theme.value,
  );
  return { theme, resolved };
}

/** Applies the theme to the document for the lifetime of the calling component. */
export function useDocumentTheme(): void {
  const { resolved } = useTheme();
  watchEffect(() => {
    document.documentElement.dataset['theme'] = resolved.value;
  });
}
