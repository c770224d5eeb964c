import type { ScreenOffer } from '#api';

/** What the menu depends on. */
export interface MenuState {
  /** Whether the history is open; until then there are no screens to go to. */
  readonly isOpen: boolean;
  /** What the screen offers; null while no page of the app responds: it is starting, is gone, or its process died. */
  readonly screen: ScreenOffer | null;
  readonly canGoBack: boolean;
  readonly canGoForward: boolean;
  readonly zoomFactor: number;
  readonly hasCrashDumps: boolean;
}

export const firstState: MenuState = {
  isOpen: false,
  screen: null,
  canGoBack: false,
  canGoForward: false,
  zoomFactor: 1,
  hasCrashDumps: false,
};
