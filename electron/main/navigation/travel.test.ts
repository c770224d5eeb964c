import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { goBack, goForward, travelByGestures } from './travel.ts';

/** A window on the second of three screens, unless told otherwise. */
function windowAt(at = 1) {
  const navigationHistory = {
    canGoBack: () => at > 0,
    canGoForward: () => at < 2,
    goBack: () => void (at -= 1),
    goForward: () => void (at += 1),
  };
  return Object.assign(new EventEmitter(), { webContents: { navigationHistory }, at: () => at });
}

it('goes back and forward, but not past the ends', () => {
  const window = windowAt();
  goBack(window);
  goBack(window);
  expect(window.at()).toBe(0);
  for (let step = 0; step < 3; step += 1) goForward(window);
  expect(window.at()).toBe(2);
  goBack(null);
  goForward(null);
});

it.each<[NodeJS.Platform, string, string, number]>([
  ['darwin', 'swipe', 'left', 0],
  ['darwin', 'swipe', 'right', 2],
  ['darwin', 'swipe', 'up', 1],
  ['win32', 'app-command', 'browser-backward', 0],
  ['win32', 'app-command', 'browser-forward', 2],
  ['win32', 'app-command', 'media-play', 1],
  ['linux', 'app-command', 'browser-backward', 1], // the page receives the same button press
])('on %s, %s %s leads to screen %#', (system, event, word, expected) => {
  const window = windowAt();
  travelByGestures(window as never, system);
  window.emit(event, {}, word);
  expect(window.at()).toBe(expected);
});
