import type * as Electron from 'electron';

/** The stand-in's own clipboard: the machine's may be in use. */
let text = '';

export const clipboardText = (): string => text;
export const setClipboardText = (given: string): void => void (text = given);

export const clipboard = {
  readText: async () => text,
  writeText: async (given) => setClipboardText(given),
} satisfies Pick<Electron.Clipboard, 'readText' | 'writeText'>;
