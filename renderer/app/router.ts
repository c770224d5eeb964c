import { createRouter, createWebHashHistory, type RouteRecordRaw } from 'vue-router';
import RunsScreen from '../features/runs/RunsScreen.vue';

const routes: RouteRecordRaw[] = [
  { path: '/', redirect: '/runs' },
  { path: '/runs', name: 'runs', component: RunsScreen, meta: { title: 'Runs' } },
  // Charts and schemas are most of the code: the history is on screen before they are read.
  {
    path: '/runs/new',
    name: 'newRun',
    component: () => import('../features/new-run/NewRunScreen.vue'),
    meta: { title: 'New run' },
  },
  {
    path: '/runs/:id',
    name: 'run',
    component: () => import('../features/run/RunScreen.vue'),
    meta: { title: 'Run' },
  },
  {
    path: '/compare',
    name: 'compare',
    component: () => import('../features/compare/CompareScreen.vue'),
    meta: { title: 'Compare' },
  },
  {
    path: '/sweeps',
    name: 'sweeps',
    component: () => import('../features/sweeps/SweepsScreen.vue'),
    meta: { title: 'Sweeps' },
  },
  {
    path: '/sweeps/new',
    name: 'newSweep',
    component: () => import('../features/sweeps/NewSweepScreen.vue'),
    meta: { title: 'New sweep' },
  },
  {
    path: '/sweeps/:id',
    name: 'sweep',
    component: () => import('../features/sweeps/SweepScreen.vue'),
    meta: { title: 'Sweep' },
  },
  {
    path: '/sweeps/:id/grid',
    name: 'sweepGrid',
    component: () => import('../features/sweeps/SweepGridScreen.vue'),
    meta: { title: 'Grid' },
  },
  {
    path: '/data',
    name: 'data',
    component: () => import('../features/data/DataScreen.vue'),
    meta: { title: 'Data' },
  },
  {
    path: '/workers',
    name: 'workers',
    component: () => import('../features/workers/WorkersScreen.vue'),
    meta: { title: 'Workers' },
  },
  {
    path: '/settings',
    name: 'settings',
    component: () => import('../features/settings/SettingsScreen.vue'),
    meta: { title: 'Settings' },
  },
  { path: '/:rest(.*)', redirect: '/runs' },
];

/** Hash history works from app:// and from http alike, and needs nothing of the host. */
export const router = createRouter({ history: createWebHashHistory(), routes });

router.afterEach((to) => {
  const title = typeof to.meta['title'] === 'string' ? `${to.meta['title']} – ` : '';
  document.title = `${title}Lambdascope`;
});
