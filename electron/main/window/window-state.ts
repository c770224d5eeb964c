import type { Rectangle } from 'electron';
import { readKept, writeKept } from '#app';

export const minimumSize = { width: 900, height: 600 } as const;
const firstSize = { width: 1280, height: 820 } as const;

/** Where the window was. Without x and y it is centred. */
export interface WindowState {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
  readonly isMaximized: boolean;
  readonly isFullScreen: boolean;
}

/** Reads what saveWindowState wrote. A window that would no longer be on any screen is centred. */
export function loadWindowState(file: string, screens: readonly Rectangle[]): WindowState {
  const { x, y, width, height, isMaximized, isFullScreen } = readKept(file);
  const size = {
    width: Math.max(minimumSize.width, isLength(width) ? width : firstSize.width),
    height: Math.max(minimumSize.height, isLength(height) ? height : firstSize.height),
  };
  const state = { ...size, isMaximized: isMaximized === true, isFullScreen: isFullScreen === true };
  if (!Number.isInteger(x) || !Number.isInteger(y)) return state;
  const place = { x: x as number, y: y as number, ...size };
  return screens.some((screen) => showsTitleBar(screen, place)) ? { ...state, ...place } : state;
}

/** Remembers where the window is. Failing to do so is ignored. */
export function saveWindowState(
  file: string,
  bounds: Rectangle,
  shape: Pick<WindowState, 'isMaximized' | 'isFullScreen'>,
): void {
  try {
    writeKept(file, { ...bounds, ...shape });
  } catch {
    // The next start centres the window.
  }
}

function isLength(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) <= 20_000;
}

/** At least this much of the title bar must be within reach of the mouse. */
const gripPixels = 64;

function showsTitleBar(screen: Rectangle, { x, y, width }: Rectangle): boolean {
  const visible = Math.min(x + width, screen.x + screen.width) - Math.max(x, screen.x);
  return visible >= gripPixels && y >= screen.y && y <= screen.y + screen.height - gripPixels;
}
