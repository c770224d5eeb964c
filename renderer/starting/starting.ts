import type { Answer, Bridge, Start, StartAction } from '#api';
import './starting.css';
import { actionLabels, wordsOf } from './start-words.ts';

// The page shown in the desktop's window until the history is open. It loads nothing that takes time: no Vue, no schemas.

const dark = matchMedia('(prefers-color-scheme: dark)');
const followSystem = (): void =>
  void (document.documentElement.dataset['theme'] = dark.matches ? 'dark' : 'light');
dark.addEventListener('change', followSystem);
followSystem();

const { lambdascope: bridge } = window as unknown as { readonly lambdascope: Bridge };
const main = document.querySelector<HTMLElement>('#start')!;

/** Number of states received: an answer overtaken by one describes the past. */
let told = 0;
bridge.onEvent((event) => {
  if (event.kind !== 'startChanged') return;
  told += 1;
  show(event.start);
});
ask('getStart', {});

function ask(command: string, input: object): void {
  const toldBefore = told;
  const answered = (answer: Answer): void => {
    if (answer.ok && told === toldBefore) show(answer.value as Start);
  };
  bridge.request(command, input).then(answered, () => undefined); // the app is quitting
}

/** What the page shows, apart from a sentence and a number that change. */
let shown = '';

function show(start: Start): void {
  if (start.state.kind === 'opened') return; // the window goes on to the app
  const { title, text, progress } = wordsOf(start);
  const offered = start.state.kind === 'failed' ? start.actions : start.actions.filter(isOfMove);
  const next = JSON.stringify([start.state.kind, start.dataDir, title, progress === null, offered]);
  if (next === shown && progress !== undefined) {
    // A button that is being pressed must remain the same element.
    main.querySelector('p')!.textContent = text;
    if (progress !== null) main.querySelector('progress')!.value = progress;
    return;
  }
  shown = next;
  const folder = element('p', { class: 'folder' }, start.dataDir);
  const buttons = offered.map(button);
  main.className = start.state.kind;
  main.replaceChildren(
    element('h1', {}, title),
    ...(progress === undefined ? [] : [bar(title, progress)]),
    element('p', roleOf(progress), text),
    folder,
    element('div', { class: 'actions' }, ...buttons),
  );
}

/** Running numbers are not read aloud. */
function roleOf(progress: number | null | undefined): { role?: string } {
  if (progress === undefined) return { role: 'alert' };
  return progress === null ? { role: 'status' } : {};
}

const isOfMove = (action: StartAction): boolean => action === 'cancelMove';

function bar(label: string, progress: number | null): HTMLElement {
  const value = progress === null ? {} : { value: String(progress) };
  return element('progress', { 'aria-label': label, ...value });
}

function button(action: StartAction, index: number): HTMLElement {
  const made = element(
    'button',
    { type: 'button', class: index === 0 && !isOfMove(action) ? 'primary' : '' },
    actionLabels[action],
  );
  made.addEventListener('click', () => ask('actOnStart', { action }));
  return made;
}

function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  ...content: readonly (string | HTMLElement)[]
): HTMLElement {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...content);
  return made;
}
