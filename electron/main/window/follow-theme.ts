import type { NativeTheme } from 'electron';
import type { AppEventListener } from '#api';
import { readKept, writeKept, type Lambdascope } from '#app';

type ThemeSource = NativeTheme['themeSource'];
const themes: readonly ThemeSource[] = ['system', 'light', 'dark'];

/** Keeps the theme of the last time, which what is shown before the history is open follows. */
export interface KeptTheme {
  /** Hears of the theme that the user chooses. */
  readonly onEvent: AppEventListener;
  /** Takes the theme that the history has. */
  readOf(lambdascope: Pick<Lambdascope, 'handlers'>): Promise<void>;
}

/**
 * Has frame, menus, dialogs and the start page follow the theme of the page, which is a preference in the history. `file` is one of
 * readKept. Call it before the first window.
 */
export function followTheme(file: string, nativeTheme: Pick<NativeTheme, 'themeSource'>): KeptTheme {
  const themeOf = (kept: unknown): ThemeSource => themes.find((theme) => theme === kept) ?? 'system';
  nativeTheme.themeSource = themeOf(readKept(file)['theme']);

  function take(value: unknown): void {
    const theme = themeOf(value);
    if (theme === nativeTheme.themeSource) return;
    nativeTheme.themeSource = theme;
    try {
      writeKept(file, { ...readKept(file), theme });
    } catch {
      // The next start has the theme of before until the history is open.
    }
  }

  return {
    onEvent(event) {
      if (event.kind === 'preferenceChanged' && event.key === 'theme') take(event.value);
    },
    async readOf({ handlers }) {
      take((await handlers.getPreferences({}))['theme']);
    },
  };
}
