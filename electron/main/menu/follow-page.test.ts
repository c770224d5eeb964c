import { EventEmitter } from 'node:events';
import type { NavigationHistory } from 'electron';
import { expect, it } from 'vitest';
import { firstState, type MenuState } from './menu-state.ts';
import { followPage } from './follow-page.ts';

it('tracks how far a page can go back and forward, and when no page responds', () => {
  let at = 0;
  const navigationHistory = { canGoBack: () => at > 0, canGoForward: () => at < 1 } as NavigationHistory;
  const contents = Object.assign(new EventEmitter(), { navigationHistory, zoomFactor: 1.25 });
  let state: MenuState = firstState;
  followPage(contents, (changed) => (state = { ...state, ...changed }));

  contents.emit('did-navigate');
  expect(state).toMatchObject({ screen: null, zoomFactor: 1.25, canGoBack: false, canGoForward: true });
  state = { ...state, screen: { exports: ['runs'] } };
  at = 1;
  contents.emit('did-navigate-in-page');
  expect(state).toMatchObject({ screen: { exports: ['runs'] }, canGoBack: true, canGoForward: false });
  contents.emit('render-process-gone');
  expect(state).toMatchObject({ screen: null, canGoBack: false, canGoForward: false });
});
