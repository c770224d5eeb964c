import type { EditFlags, MenuItemConstructorOptions } from 'electron';
import { expect, it } from 'vitest';
import { contextTemplate, type ClickedPlace } from './context-template.ts';

const flags = (can: boolean): EditFlags => ({
  ...{ canUndo: can, canRedo: can, canCut: can, canCopy: can, canPaste: can, canDelete: can },
  ...{ canSelectAll: can, canEditRichly: can },
});
const nowhere: ClickedPlace = {
  ...{ dictionarySuggestions: [], isEditable: false, linkURL: '', misspelledWord: '', selectionText: '' },
  editFlags: flags(true),
};

function menuAt(place: Partial<ClickedPlace>): { items: MenuItemConstructorOptions[]; done: unknown[][] } {
  const done: unknown[][] = [];
  const note = (name: string) => (text: string) => void done.push([name, text]);
  const items = contextTemplate(
    { ...nowhere, ...place },
    {
      replaceMisspelling: note('replace'),
      addToDictionary: note('add'),
      openOutside: note('open'),
      copyText: note('copy'),
      isOutside: (url) => url.startsWith('https://example.com/project'),
    },
  );
  return { items, done };
}

const words = (items: readonly MenuItemConstructorOptions[]): unknown[] =>
  items.map(({ label, role, type }) => label ?? role ?? type);
const edits = [
  'undo',
  'redo',
  'separator',
  'cut',
  'copy',
  'paste',
  'pasteAndMatchStyle',
  'separator',
  'selectAll',
];

it.each<[string, Partial<ClickedPlace>, string[]]>([
  ['nothing', {}, []],
  ['a field', { isEditable: true }, edits],
  ['selected text', { selectionText: 'loss' }, ['copy']],
  ['white space', { selectionText: ' \n' }, []],
  [
    'a link of the project',
    { linkURL: 'https://example.com/project/issues' },
    ['Open Link in Browser', 'Copy Link Address'],
  ],
  ['a link inside the app', { linkURL: 'app://ui/index.html#/runs' }, []],
  [
    'a misspelt word',
    { isEditable: true, misspelledWord: 'lamda', dictionarySuggestions: ['lambda', 'R&D'] },
    ['lambda', 'R&&D', 'separator', 'Add to Dictionary', 'separator', ...edits],
  ],
  [
    'a word that nobody knows',
    { isEditable: true, misspelledWord: 'qqx' },
    ['No Suggestions', 'separator', 'Add to Dictionary', 'separator', ...edits],
  ],
])('has a menu for %s', (_what, place, expected) => {
  expect(words(menuAt(place).items)).toEqual(expected);
});

it('enables only what can be done', () => {
  const { items } = menuAt({ isEditable: true, editFlags: { ...flags(false), canPaste: true } });
  expect(items.filter(({ enabled }) => enabled).map(({ role }) => role)).toEqual([
    'paste',
    'pasteAndMatchStyle',
  ]);
});

it('runs the action of each entry', () => {
  const linkURL = 'https://example.com/project/issues';
  const { items, done } = menuAt({
    linkURL,
    isEditable: true,
    misspelledWord: 'lamda',
    dictionarySuggestions: ['lambda'],
  });
  for (const item of items) item.click?.({} as never, undefined, {});
  expect(done).toEqual([
    ['replace', 'lambda'],
    ['add', 'lamda'],
    ['open', linkURL],
    ['copy', linkURL],
  ]);
});
