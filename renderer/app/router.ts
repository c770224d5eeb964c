import { shortenText } from '#api';
import { titleOf } from '../data/useScreenTitle.ts';
import { useToasts } from '../data/useToasts.ts';
import { createRouter, createWebHashHistory, type RouteRecordRaw } from 'vue-router';
import RunsScreen from '../screens/runs/RunsScreen.vue';

const routes: RouteRecordRaw[] = [
  { path: '/', redirect: '/runs' },
  { path: '/runs', name: 'runs', component: RunsScreen, meta: { title: 'Runs' } },
  // Charts and schemas are most of the code: the history is on screen before they load.
  {
    path: '/runs/new',
    name: 'newRun',
    component: () => import('../screens/new-run/NewRunScreen.vue'),
    meta: { title: 'New run' },
  },
  {
    path: '/runs/:id',
    name: 'run',
    component: () => import('../screens/run/RunScreen.vue'),
    meta: { title: 'Run' },
  },
  {
    path: '/explore',
    name: 'explore',
    component: () => import('../screens/explore/ExploreScreen.vue'),
    meta: { title: 'Explore' },
  },
  {
    path: '/compare',
    name: 'compare',
    component: () => import('../screens/compare/CompareScreen.vue'),
    meta: { title: 'Compare' },
  },
  {
    path: '/sweeps',
    name: 'sweeps',
    component: () => import('../screens/sweeps/SweepsScreen.vue'),
    meta: { title: 'Sweeps' },
  },
  {
    path: '/sweeps/new',
    name: 'newSweep',
    component: () => import('../screens/sweeps/NewSweepScreen.vue'),
    meta: { title: 'New sweep' },
  },
  {
    path: '/sweeps/:id',
    name: 'sweep',
    component: () => import('../screens/sweeps/SweepScreen.vue'),
    meta: { title: 'Sweep' },
  },
  {
    path: '/sweeps/:id/grid',
    name: 'sweepGrid',
    component: () => import('../screens/sweeps/SweepGridScreen.vue'),
    meta: { title: 'Grid' },
  },
  {
    path: '/data',
    name: 'data',
    component: () => import('../screens/data/DataScreen.vue'),
    meta: { title: 'Data' },
  },
  {
    path: '/workers',
    name: 'workers',
    component: () => import('../screens/workers/WorkersScreen.vue'),
    meta: { title: 'Workers' },
  },
  {
    path: '/guide',
    name: 'guide',
    component: () => import('../screens/guide/GuideScreen.vue'),
    meta: { title: 'Guide' },
  },
  {
    path: '/guide/trained/:keys',
    name: 'trained',
    component: () => import('../screens/guide/TrainedScreen.vue'),
    meta: { title: 'Guide' },
  },
  {
    path: '/settings',
    name: 'settings',
    component: () => import('../screens/settings/SettingsScreen.vue'),
    meta: { title: 'Settings' },
  },
  {
    path: '/:rest(.*)',
    redirect({ path }) {
      useToasts().toast.info(`There is no screen at ${shortenText(path, 60)}. These are the runs.`);
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
