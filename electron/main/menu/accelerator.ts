const parts: Readonly<Record<string, string>> = {
  mod: 'CmdOrCtrl',
  ctrl: 'Ctrl',
  alt: 'Alt',
  shift: 'Shift',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
};

/** A key of the menu, as `mod+shift+n`, in Electron's words. */
export function accelerator(keys: string): string {
  return keys
    .split('+')
    .map((part) => parts[part] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join('+');
}
