import type { NativeTheme } from 'electron';
import type { AppEventListener } from '#api';
import { readKept, writeKept, type Lambdascope } from '#app';

type ThemeSource = NativeTheme['themeSource'];
const themes: readonly ThemeSource[] = ['system', 'light', 'dark'];

/** Remembers the last theme, for whatever is shown before the history is open. */
export interface KeptTheme {
  /** Listens for the theme that the user chooses. */
  readonly onEvent: AppEventListener;
  /** Takes the theme stored in the history. */
  readOf(lambdascope: Pick<Lambdascope, 'handlers'>): Promise<void>;
}

/**
 * Makes the frame, menus, dialogs and the start page follow the page's theme, which is a preference in the history. `file` is one that
 * readKept reads. Call it before the first window.
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
      // The next start shows the old theme until the history is open.
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
