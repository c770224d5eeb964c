import { clipboard, Menu, type BrowserWindow } from 'electron';
import { report } from '#api';
import { contextTemplate, type ContextActions } from './context-template.ts';

/** Shows a context menu where the page was clicked. If the page has a menu of its own there, it prevents this event. */
export function showContextMenus(
  window: BrowserWindow,
  links: Pick<ContextActions, 'isOutside' | 'openOutside'>,
  fail: (thrown: unknown) => void,
): void {
  const { webContents: contents } = window;
  const actions: ContextActions = {
    ...links,
    replaceMisspelling: (word) => contents.replaceMisspelling(word),
    addToDictionary: (word) => contents.session.addWordToSpellCheckerDictionary(word),
    copyText: (text) => report(clipboard.writeText(text), fail),
  };
  contents.on('context-menu', (_event, params) => {
    const template = contextTemplate(params, actions);
    if (template.length === 0) return;
    const { x, y, frame, menuSourceType: sourceType } = params;
    Menu.buildFromTemplate(template).popup({ window, x, y, sourceType, ...(frame ? { frame } : {}) });
  });
}
