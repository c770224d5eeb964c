import type { DesktopClient } from '#api';
import { useHost } from './host.ts';

/** One method per command that the desktop alone knows; null in a browser. */
export function useDesktop(): DesktopClient | null {
  return useHost().desktop;
}
