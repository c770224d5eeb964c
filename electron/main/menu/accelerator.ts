const parts: Readonly<Record<string, string>> = {
  mod: 'CmdOrCtrl',
  ctrl: 'Ctrl',
  alt: 'Alt',
  shift: 'Shift',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
};

/** Converts a menu shortcut such as `mod+shift+n` to Electron's syntax. */
export function accelerator(keys: string): string {
  return keys
    .split('+')
    .map((part) => parts[part] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join('+');
}
