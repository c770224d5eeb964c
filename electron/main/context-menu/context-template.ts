import type { ContextMenuParams, MenuItemConstructorOptions } from 'electron';

type Item = MenuItemConstructorOptions;

/** The part of Electron's context-menu parameters that the menu depends on. */
export type ClickedPlace = Pick<
  ContextMenuParams,
  'dictionarySuggestions' | 'editFlags' | 'isEditable' | 'linkURL' | 'misspelledWord' | 'selectionText'
>;

export interface ContextActions {
  replaceMisspelling(word: string): void;
  addToDictionary(word: string): void;
  /** Whether this link may be opened outside the app. */
  isOutside(url: string): boolean;
  openOutside(url: string): void;
  copyText(text: string): void;
}

const maxSuggestions = 5;

/** The menu for a field, a selection or a link; empty if there is nothing to do. */
export function contextTemplate(place: ClickedPlace, actions: ContextActions): Item[] {
  const groups = [spelling(place, actions), link(place, actions), editing(place)];
  return groups
    .filter((group) => group.length > 0)
    .flatMap((group, index) => (index === 0 ? group : [{ type: 'separator' as const }, ...group]));
}

function spelling(
  { misspelledWord: word, dictionarySuggestions }: ClickedPlace,
  actions: ContextActions,
): Item[] {
  if (word === '') return [];
  const suggestions = dictionarySuggestions.slice(0, maxSuggestions).map((suggestion) => ({
    label: literal(suggestion),
    click: () => actions.replaceMisspelling(suggestion),
  }));
  return [
    ...(suggestions.length > 0 ? suggestions : [{ label: 'No Suggestions', enabled: false }]),
    { type: 'separator' },
    { label: 'Add to Dictionary', click: () => actions.addToDictionary(word) },
  ];
}

function link({ linkURL }: ClickedPlace, actions: ContextActions): Item[] {
  if (linkURL === '' || !actions.isOutside(linkURL)) return [];
  return [
    { label: 'Open Link in Browser', click: () => actions.openOutside(linkURL) },
    { label: 'Copy Link Address', click: () => actions.copyText(linkURL) },
  ];
}

function editing({ isEditable, editFlags, selectionText }: ClickedPlace): Item[] {
  if (!isEditable) return selectionText.trim() === '' ? [] : [{ role: 'copy' }];
  return [
    { role: 'undo', enabled: editFlags.canUndo },
    { role: 'redo', enabled: editFlags.canRedo },
    { type: 'separator' },
    { role: 'cut', enabled: editFlags.canCut },
    { role: 'copy', enabled: editFlags.canCopy },
    { role: 'paste', enabled: editFlags.canPaste },
    { role: 'pasteAndMatchStyle', enabled: editFlags.canPaste },
    { type: 'separator' },
    { role: 'selectAll', enabled: editFlags.canSelectAll },
  ];
}

/** In a menu label, a single & underlines the letter after it. */
function literal(text: string): string {
  return text.replaceAll('&', '&&');
}
