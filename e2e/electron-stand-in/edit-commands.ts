import { clipboardText, setClipboardText } from './clipboard.ts';
import type { Renderer } from './renderer.ts';

export type EditCommand = 'undo' | 'redo' | 'cut' | 'copy' | 'paste' | 'delete' | 'selectAll' | 'insertText';

/** Applies an edit role to the focused field or the selection. */
export function runEditCommand({ cdp }: Renderer, command: EditCommand, text = ''): void {
  run(cdp, command, text).catch(() => undefined); // the page may have gone
}

async function run(cdp: Renderer['cdp'], command: EditCommand, text: string): Promise<void> {
  if (command === 'copy' || command === 'cut') {
    const selected = await cdp.send('Runtime.evaluate', { expression: selection, returnByValue: true });
    setClipboardText(String(selected.result.value));
    if (command === 'copy') return;
  }
  if (command === 'paste' || command === 'insertText') {
    await cdp.send('Input.insertText', { text: command === 'paste' ? clipboardText() : text });
    return;
  }
  const name = command === 'cut' ? 'delete' : command;
  await cdp.send('Runtime.evaluate', {
    expression: `document.execCommand(${JSON.stringify(name)})`,
    userGesture: true,
  });
}

const selection = `(() => {
  const { activeElement: field } = document;
  const isField = field !== null && typeof field.selectionStart === 'number';
  return isField ? field.value.slice(field.selectionStart, field.selectionEnd) : String(getSelection());
})()`;
