import { useEventListener } from '@vueuse/core';

export type HotkeyMap = Readonly<Record<string, (event: KeyboardEvent) => void>>;

/** True on Apple keyboards, where `mod` is the command key. */
export const isApple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

/** The name by which a HotkeyMap lists this key press: `mod+shift+e`, `/`, `Delete`. */
export function hotkeyName(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
): string {
  const mod = isApple ? event.metaKey : event.ctrlKey;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  // A printable character already includes its shift: "?" is not "shift+/".
  const shift = event.shiftKey && (event.key.length > 1 || mod);
  return [mod && 'mod', event.altKey && 'alt', shift && 'shift', key].filter(Boolean).join('+');
}

/**
 * Hotkeys for the lifetime of the calling component. They are inactive while the user types or a dialog or menu is open; those with `mod`
 * are inactive only in dialogs, and not even there if `everywhere` is set.
 */
export function useHotkeys(keys: HotkeyMap, options: { everywhere?: boolean } = {}): void {
  useEventListener(window, 'keydown', (event: KeyboardEvent) => {
    const name = hotkeyName(event);
    const handler = Object.hasOwn(keys, name) ? keys[name] : undefined;
    if (!handler || event.defaultPrevented) return;
    if (!options.everywhere && isBusy(event.target)) return;
    event.preventDefault();
    handler(event);
  });
}

function isBusy(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]'))
    return true;
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.matches('input:not([type="checkbox"], [type="radio"]), textarea, select')
  );
}
