import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type AskedByLink, linkIn, readLink, receiveLinks } from './receive-links.ts';

// Hoisted above the imports, so the emitter becomes one only below.
const app = vi.hoisted(() => ({ isPackaged: false, registered: [] as string[] }));
vi.mock('electron', () => ({ app }));
Object.setPrototypeOf(
  app,
  Object.assign(new EventEmitter(), {
    setAsDefaultProtocolClient: (scheme: string) => app.registered.push(scheme),
  }),
);
const emitter = app as unknown as EventEmitter;

beforeEach(() => EventEmitter.call(emitter as never));
afterEach(() => {
  emitter.removeAllListeners();
  vi.restoreAllMocks();
});

it('finds the last link of a command line, and nothing else', () => {
  const [first, last] = ['lambdascope://open/runs', 'lambdascope://open/data'];
  expect(linkIn(['lambdascope', first, 'a.csv', last])).toBe(last);
  expect(linkIn([first])).toBeNull(); // the program itself
  expect(linkIn(['lambdascope', '--lambdascope://open/runs', 'https://x/lambdascope:', 'a.csv'])).toBeNull();
});

it('reads a link as a screen, or says why it cannot', () => {
  expect(readLink('lambdascope://open/runs/a1?at=7')).toEqual({ route: '/runs/a1?at=7' });
  expect(readLink('LAMBDASCOPE:calc.exe')).toEqual({
    refusal:
      'the link LAMBDASCOPE:calc.exe cannot be opened: links of Lambdascope begin with lambdascope://open/',
  });
});

it('keeps the last link until somebody listens, then passes on each, whichever way it arrives', () => {
  const argv = process.argv;
  process.argv = ['electron', 'lambdascope://open/settings'];
  const links = receiveLinks();
  process.argv = argv;
  const event = { preventDefault: vi.fn() };
  emitter.emit('open-url', event, 'lambdascope://open/data');
  expect(event.preventDefault).toHaveBeenCalled();
  const heard: AskedByLink[] = [];
  links.onLink((asked) => heard.push(asked));
  expect(heard).toEqual([{ route: '/data' }]);
  emitter.emit('second-instance', {}, ['lambdascope', 'lambdascope://open/runs']);
  emitter.emit('second-instance', {}, ['lambdascope', 'table.csv']);
  emitter.emit('second-instance', {}, ['lambdascope', 'lambdascope://open/../x']);
  expect(heard.slice(1)).toMatchObject([
    { route: '/runs' },
    { refusal: expect.stringContaining('no such screen') },
  ]);
});

it('registers the scheme only for an installed app', () => {
  receiveLinks();
  expect(app.registered).toEqual([]);
  app.isPackaged = true;
  receiveLinks();
  expect(app.registered).toEqual(['lambdascope']);
  app.isPackaged = false;
});
