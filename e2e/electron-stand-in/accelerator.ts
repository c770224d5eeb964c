import type { KeyInput } from './preload-world.ts';

const modifierOf: Readonly<Record<string, 'alt' | 'control' | 'meta' | 'shift'>> = {
  ...{ alt: 'alt', option: 'alt', altgr: 'alt', shift: 'shift' },
  ...{ ctrl: 'control', control: 'control', cmdorctrl: 'control', commandorcontrol: 'control' },
  ...{ cmd: 'meta', command: 'meta', meta: 'meta', super: 'meta' },
};

/** Keys by name and character, on the American keyboard; a shifted character of the number row implies Shift. */
const keys: Readonly<Record<string, string>> = {
  ...{ ' ': 'Space', space: 'Space', tab: 'Tab', backspace: 'Backspace', delete: 'Delete', insert: 'Insert' },
  ...{ enter: 'Enter', return: 'Enter', esc: 'Escape', escape: 'Escape', home: 'Home', end: 'End' },
  ...{ up: 'ArrowUp', down: 'ArrowDown', left: 'ArrowLeft', right: 'ArrowRight' },
  ...{ pageup: 'PageUp', pagedown: 'PageDown', printscreen: 'PrintScreen', capslock: 'CapsLock' },
  ...{ numadd: 'NumpadAdd', numsub: 'NumpadSubtract', nummult: 'NumpadMultiply', numdiv: 'NumpadDivide' },
  ...{ numdec: 'NumpadDecimal', ',': 'Comma', '.': 'Period', '/': 'Slash', ';': 'Semicolon', "'": 'Quote' },
  ...{
    '[': 'BracketLeft',
    ']': 'BracketRight',
    '\\': 'Backslash',
    '`': 'Backquote',
    '-': 'Minus',
    '=': 'Equal',
  },
};
const shifted: Readonly<Record<string, string>> = {
  ...{ plus: 'Equal', _: 'Minus', ':': 'Semicolon', '"': 'Quote', '<': 'Comma', '>': 'Period', '?': 'Slash' },
  ...{
    '!': 'Digit1',
    '@': 'Digit2',
    '#': 'Digit3',
    $: 'Digit4',
    '%': 'Digit5',
    '^': 'Digit6',
    '&': 'Digit7',
  },
  ...{ '*': 'Digit8', '(': 'Digit9', ')': 'Digit0' },
};

function codeOf(name: string): string | undefined {
  if (/^[a-z]$/.test(name)) return `Key${name.toUpperCase()}`;
  if (/^\d$/.test(name)) return `Digit${name}`;
  if (/^num\d$/.test(name)) return `Numpad${name.at(-1)}`;
  if (/^f\d+$/.test(name)) return name.toUpperCase();
  return keys[name] ?? shifted[name];
}

/**
 * True if `input` is the key of `accelerator` with exactly its modifiers: `Plus` is = with Shift, but neither = alone nor the number pad's
 * + (shell/browser/ui/accelerator_util.cc and shell/common/keyboard_util.cc, v45).
 */
export function isAccelerator(accelerator: string, input: KeyInput): boolean {
  const held = { alt: false, control: false, meta: false, shift: false };
  let wanted: string | undefined;
  for (const token of accelerator.toLowerCase().split('+')) {
    const name = token.trim();
    if (name === '') continue; // in `Ctrl++`, nothing is left to press
    const modifier = modifierOf[name];
    if (modifier === undefined) wanted = codeOf(name);
    if (modifier !== undefined) held[modifier] = true;
    if (name in shifted) held.shift = true;
  }
  const code = input.code === 'NumpadEnter' ? 'Enter' : input.code;
  const { alt, control, meta, shift } = input;
  return (
    wanted === code &&
    held.alt === alt &&
    held.control === control &&
    held.meta === meta &&
    held.shift === shift
  );
}
