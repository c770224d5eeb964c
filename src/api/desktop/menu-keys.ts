/**
 * Shortcuts of the desktop's menu, for the menu and for help texts: parts joined by `+`, where `mod` is the command key on macOS and Ctrl
 * elsewhere, and other names are those of KeyboardEvent.key (`Plus` for +).
 */
const everywhere = {
  newRun: 'mod+n',
  newSweep: 'mod+shift+n',
  importData: 'mod+o',
  exportRuns: 'mod+shift+e',
  settings: 'mod+,',
  find: 'mod+f',
  findNext: 'mod+g',
  findPrevious: 'mod+shift+g',
  runs: 'mod+1',
  compare: 'mod+2',
  sweeps: 'mod+3',
  data: 'mod+4',
  reload: 'mod+r',
  actualSize: 'mod+0',
  zoomIn: 'mod+Plus',
  zoomOut: 'mod+-',
} as const;

const here = {
  apple: { back: 'mod+[', forward: 'mod+]', fullScreen: 'mod+ctrl+f' },
  elsewhere: { back: 'alt+ArrowLeft', forward: 'alt+ArrowRight', fullScreen: 'F11' },
} as const;

export type MenuKeyName = keyof typeof everywhere | keyof typeof here.apple;

/** The shortcut of every entry that has one, on Apple's machines or on others. */
export function menuKeys(isApple: boolean): Readonly<Record<MenuKeyName, string>> {
  return { ...everywhere, ...(isApple ? here.apple : here.elsewhere) };
}
