import type { DesktopClient } from '#api';
import { useHost } from './host.ts';

/** One method per desktop-only command; null in a browser. */
export function useDesktop(): DesktopClient | null {
  return useHost().desktop;
}
