import type { WebContents } from 'electron';
import { nextFactor } from './zoom-factors.ts';

type Zoomed = Pick<WebContents, 'zoomFactor'>;

/** Shows the page a step larger or smaller, or at a factor of its own size. Returns the factor now. */
export function zoomPage(contents: Zoomed, to: 'in' | 'out' | number): number {
  contents.zoomFactor = typeof to === 'number' ? to : nextFactor(contents.zoomFactor, to);
  return contents.zoomFactor;
}
