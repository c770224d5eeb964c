import { shortenText } from '#api';
import { titleOf, toast } from '#data';
import { createRouter, createWebHashHistory, type RouteRecordRaw } from 'vue-router';
import RunsScreen from '../screens/runs/RunsScreen.vue';

/** A screen's code is fetched when it is opened: charts and schemas are most of the code. */
const screen = (
  path: string,
  name: string,
  title: string,
  component: NonNullable<RouteRecordRaw['component']>,
): RouteRecordRaw => ({ path, name, component, meta: { title } });

const routes: RouteRecordRaw[] = [
  { path: '/', redirect: '/runs' },
  screen('/runs', 'runs', 'Runs', RunsScreen), // on screen before anything else loads
  screen('/runs/new', 'newRun', 'New run', () => import('../screens/new-run/NewRunScreen.vue')),
  screen('/runs/:id', 'run', 'Run', () => import('../screens/run/RunScreen.vue')),
  screen('/explore', 'explore', 'Explore', () => import('../screens/explore/ExploreScreen.vue')),
  screen('/compare', 'compare', 'Compare', () => import('../screens/compare/CompareScreen.vue')),
  screen('/sweeps', 'sweeps', 'Sweeps', () => import('../screens/sweeps/SweepsScreen.vue')),
  screen('/sweeps/new', 'newSweep', 'New sweep', () => import('../screens/sweeps/NewSweepScreen.vue')),
  screen('/sweeps/:id', 'sweep', 'Sweep', () => import('../screens/sweeps/SweepScreen.vue')),
  screen('/sweeps/:id/grid', 'sweepGrid', 'Grid', () => import('../screens/sweeps/SweepGridScreen.vue')),
  screen('/data', 'data', 'Data', () => import('../screens/data/DataScreen.vue')),
  screen('/workers', 'workers', 'Workers', () => import('../screens/workers/WorkersScreen.vue')),
  screen('/guide', 'guide', 'Guide', () => import('../screens/guide/GuideScreen.vue')),
  screen('/guide/trained/:keys', 'trained', 'Guide', () => import('../screens/guide/TrainedScreen.vue')),
  screen('/settings', 'settings', 'Settings', () => import('../screens/settings/SettingsScreen.vue')),
  {
    path: '/:rest(.*)',
    redirect({ path }) {
      toast.info(`There is no screen at ${shortenText(path, 60)}. These are the runs.`);
      return { path: '/runs', query: {} };
    },
  },
];

/** Hash history works for both app:// and http, and needs no support from the host. */
export const router = createRouter({ history: createWebHashHistory(), routes });

// A change within the same screen's address keeps the title that the screen has set.
router.afterEach((to, from) => {
  if (to.path === from.path && document.title !== '') return;
  const title = to.meta['title'];
  document.title = typeof title === 'string' ? titleOf(title) : 'Lambdascope';
});
