import type { WebContents } from 'electron';
import { nextFactor } from './zoom-factors.ts';

type Zoomed = Pick<WebContents, 'zoomFactor'>;

/** Zooms the page in or out by a step, or to a factor of its normal size. Returns the new factor. */
export function zoomPage(contents: Zoomed, to: 'in' | 'out' | number): number {
  contents.zoomFactor = typeof to === 'number' ? to : nextFactor(contents.zoomFactor, to);
  return contents.zoomFactor;
}
