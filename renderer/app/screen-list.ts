import type { MenuKeyName } from '#api';
import { BookOpen, ChartScatter, ChartSpline, Database, Grid3x3, Rows3, Server, Settings } from '@lucide/vue';
import type { Component } from 'vue';

/** A screen as the rail and the palette offer it. */
export interface ListedScreen {
  readonly to: string;
  readonly label: string;
  readonly icon: Component;
  /** Names of its routes. */
  readonly names: readonly string[];
  /** Its shortcut in the desktop menu. */
  readonly menuKey?: MenuKeyName;
}

const sweepNames = ['sweeps', 'newSweep', 'sweep', 'sweepGrid'];
const workers: ListedScreen = { to: '/workers', label: 'Workers', icon: Server, names: ['workers'] };

/** What one works with. Workers are there once a queue is set. */
export const workScreens = (hasQueue: boolean): readonly ListedScreen[] => [
  { to: '/runs', label: 'Runs', icon: Rows3, names: ['runs', 'newRun', 'run'], menuKey: 'runs' },
  { to: '/explore', label: 'Explore', icon: ChartScatter, names: ['explore'] },
  { to: '/compare', label: 'Compare', icon: ChartSpline, names: ['compare'], menuKey: 'compare' },
  { to: '/sweeps', label: 'Sweeps', icon: Grid3x3, names: sweepNames, menuKey: 'sweeps' },
  { to: '/data', label: 'Data', icon: Database, names: ['data'], menuKey: 'data' },
  ...(hasQueue ? [workers] : []),
];

export const otherScreens: readonly ListedScreen[] = [
  { to: '/guide', label: 'Guide', icon: BookOpen, names: ['guide', 'trained'] },
  { to: '/settings', label: 'Settings', icon: Settings, names: ['settings'], menuKey: 'settings' },
];
